// The chat page with script: sends without reload, keeps what was typed, and shows the conversation again after a reload.
// Every word it shows stands in the page's templates (words.html).

const $ = (selector, root = document) => root.querySelector(selector);
const [log, input, ask, choose, view, status, problem, start] = ["#log", "#message", "#ask", "#choose", "#view", "#status", "#problem", "#start"].map((s) => $(s));
const cityMenu = $("#view select[name=city]");
const words = $("#words").dataset;
const composer = $(".composer");
const LIMIT = Number(words.limit);
const PATIENCE = 30_000;
const SHOW_COUNT_FROM = 400;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let voice = null;
let waiting = 0;

// --- what this tab remembers: conversation, draft, a question that is still on its way ---
const memory = {
  read: (name) => { try { return sessionStorage.getItem(`madoguchi.${name}`); } catch { return null; } },
  write: (name, value) => { try { value ? sessionStorage.setItem(`madoguchi.${name}`, value) : sessionStorage.removeItem(`madoguchi.${name}`); } catch { /* closed to us */ } },
};
const field = (name) => ask.elements[name];
const newName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const template = (id) => $(`#${id}`).content.firstElementChild.cloneNode(true);

function say(text) {
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

function complain(text) {
  problem.textContent = text;
  problem.hidden = !text;
  text ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
}

function setCity(city) {
  if (!city) return;
  for (const form of [ask, choose]) form.elements.city.value = city;
  if (cityMenu) cityMenu.value = city;
}

function parse(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.children];
}

async function post(path, values) {
  const body = new URLSearchParams(values);
  const answer = await fetch(path, { method: "POST", body, signal: AbortSignal.timeout?.(PATIENCE) });
  if (answer.ok) return answer.text();
  const told = await answer.json().catch(() => null);
  throw Object.assign(new Error(String(answer.status)), { told: told && `${told.title} ${told.detail}` });
}

// --- sending ---
function send(text) {
  const message = text.trim();
  if (!message) return complain(words.empty), input.focus();
  if ([...message].length > LIMIT) return complain(words.long), input.focus();
  complain("");
  start.hidden = true;
  const turn = template("asked");
  $(".question p", turn).textContent = message;
  log.append(turn);
  deliver(turn, { message, request: newName() });
}

async function deliver(turn, sending) {
  const replies = $(".replies", turn);
  replies.replaceChildren(template("typing"));
  log.setAttribute("aria-busy", "true");
  waiting += 1;
  memory.write("sending", JSON.stringify(sending));
  say(words.waiting);
  show(turn);
  try {
    const html = await post("/chat/turns", { ...Object.fromEntries(new FormData(ask)), ...sending });
    memory.write("sending", "");
    const [answered] = parse(html);
    setCity(answered.dataset.city);
    settle();
    replies.replaceChildren(...$(".replies", answered).childNodes);
    status.textContent = "";
    furnish(turn);
  } catch (error) {
    settle();
    error.told ? refuse(replies, error.told) : fail(turn, sending);
  }
  show(turn);
}

function settle() {
  waiting -= 1;
  if (!waiting) log.removeAttribute("aria-busy");
}

function refuse(replies, told) {
  memory.write("sending", "");
  const banner = template("refused");
  $(".reason", banner).textContent = told;
  replies.replaceChildren(banner);
}

function fail(turn, sending) {
  const banner = template("failed");
  $("[data-action]", banner).addEventListener("click", () => { input.focus(); deliver(turn, sending); }, { once: true });
  $(".replies", turn).replaceChildren(banner);
}

function show(turn) {
  const tall = turn.offsetHeight > innerHeight * 0.6;
  turn.style.scrollMarginBottom = `${composer.offsetHeight + 16}px`;
  turn.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: tall ? "start" : "end" });
}

// --- the conversation after a reload ---
async function restore() {
  const kept = memory.read("session");
  if (kept && !log.children.length) for (const form of [ask, choose, view]) form.elements.session.value = kept;
  memory.write("session", field("session").value);
  const draft = memory.read("draft");
  if (draft && !input.value) input.value = draft;
  if (kept && !log.children.length) await bringBack();
  const unsent = JSON.parse(memory.read("sending") || "null");
  if (unsent && !log.querySelector(`[data-request="${CSS.escape(unsent.request)}"]`)) offerAgain(unsent);
  if (memory.read("changed")) [...view.querySelectorAll("summary")].at(-1).focus();
  memory.write("changed", "");
  furnish(log);
}

async function bringBack() {
  try {
    const turns = parse(await post("/chat/history", new FormData(ask)));
    log.setAttribute("aria-live", "off");
    log.replaceChildren(...turns);
    requestAnimationFrame(() => log.removeAttribute("aria-live"));
    start.hidden = turns.length > 0;
    setCity(field("city").value || turns.at(-1)?.dataset.city);
    if (turns.length) show(turns.at(-1));
  } catch { /* the empty page stays; what is asked next is answered */ }
}

function offerAgain(unsent) {
  start.hidden = true;
  const turn = template("asked");
  $(".question p", turn).textContent = unsent.message;
  log.append(turn);
  fail(turn, unsent);
}

async function forget() {
  await post("/chat/forget", new FormData(choose)).catch(() => null);
  for (const name of ["session", "draft", "sending"]) memory.write(name, "");
  location.reload();
}

// --- under each answer ---
async function furnish(root) {
  if (navigator.clipboard) for (const button of root.querySelectorAll("[data-action=copy]")) button.hidden = false;
  if (!root.querySelector("[data-action=read]")) return;
  voice ??= await import("./voice.js");
  voice.offerReading(root);
}

async function mark(form, button) {
  const sent = Object.fromEntries(new FormData(form));
  if (button?.name) sent[button.name] = button.value;
  const body = { session_id: sent.session, message_id: Number(sent.message_id), verdict: sent.verdict, comment: sent.comment };
  const answer = await fetch("/api/feedback", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);
  if (!answer?.ok) return form.append(template("unmarked"));
  const told = template(sent.verdict === "unsolved" && !sent.comment.trim() ? "why" : "thanks");
  for (const own of told.querySelectorAll("form")) for (const name of ["session", "message_id"]) own.elements[name].value = sent[name];
  (form.closest(".why") ?? form).replaceWith(told);
  told.tabIndex = -1;
  told.focus();
}

const actions = {
  copy: async (button) => { await navigator.clipboard.writeText($(".spoken", button.closest(".reply")).textContent); say(words.copied); },
  print: () => print(),
  read: (button) => voice?.read($(".spoken", button.closest(".reply")), button),
};

// --- events ---
ask.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value;
  if (text.trim() && [...text.trim()].length <= LIMIT) { input.value = ""; memory.write("draft", ""); count(); }
  send(text);
  input.focus();
});
choose.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.name === "forget") return void forget();
  send(event.submitter.value);
  input.focus({ preventScroll: true });
});
view.addEventListener("submit", (event) => { event.preventDefault(); change(event.submitter); });
view.addEventListener("change", (event) => { if (event.target !== cityMenu || !byKeys) change(null); });
// With the arrow keys a menu changes at every step, so the choice counts once it is left or confirmed.
let byKeys = false;
cityMenu?.addEventListener("keydown", (event) => { byKeys = event.key !== "Enter"; if (!byKeys) change(null); });
cityMenu?.addEventListener("pointerdown", () => { byKeys = false; });
cityMenu?.addEventListener("blur", () => { if (byKeys) change(null); });
log.addEventListener("submit", (event) => { event.preventDefault(); mark(event.target, event.submitter); });
log.addEventListener("click", (event) => { const button = event.target.closest("[data-action]"); if (button) actions[button.dataset.action]?.(button); });
input.addEventListener("keydown", (event) => {
  // While an IME converts, Enter chooses a word (229: Safari ends the conversion before it tells of the key).
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
});
input.addEventListener("input", () => { memory.write("draft", input.value); complain(""); count(); });
input.addEventListener("focus", async () => {
  (await import("./suggestion.js")).suggest(input, $("#suggestions"), { city: () => field("city").value, choose: (text) => { input.value = ""; memory.write("draft", ""); send(text); }, tell: () => say(words.found) });
  voice ??= await import("./voice.js");
  voice.offerDictation($("#voice"), input, () => say(words.listening));
}, { once: true });
addEventListener("offline", () => say(words.offline));
addEventListener("online", () => say(words.online));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const open = document.activeElement?.closest("details.menu[open]");
  if (open) { open.open = false; $("summary", open).focus(); return; }
  if (parent !== self) parent.postMessage("madoguchi:close", "*");
});
document.addEventListener("click", (event) => { for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false; });

function count() {
  const length = [...input.value].length;
  $("#count").hidden = length < SHOW_COUNT_FROM;
  $("#count [data-number]").textContent = length;
}

// --- city, language, looks: how this browser likes the page, kept in its own storage ---
const VIEW = "madoguchi.view";

function keptView() {
  try { return JSON.parse(localStorage.getItem(VIEW) || "{}"); } catch { return {}; }
}

function keepLooks({ city, lang, furigana, theme, size }) {
  try { localStorage.setItem(VIEW, JSON.stringify({ city, lang, furigana: furigana ?? "0", theme, size })); } catch { /* storage is closed to us */ }
}

function wearLooks({ theme = "", size = "" }) {
  Object.assign(document.documentElement.dataset, { theme, size });
  for (const [name, value] of Object.entries({ theme, size })) {
    for (const radio of document.querySelectorAll(`#view input[name=${name}]`)) radio.checked = radio.value === value;
  }
}

function change(button) {
  const chosen = Object.fromEntries(new FormData(view));
  if (button?.name) chosen[button.name] = button.value;
  const moved = chosen.city !== field("city").value;
  wearLooks(chosen);
  keepLooks(chosen);
  if (!moved && chosen.lang === field("lang").value && (chosen.furigana ?? "") === field("furigana").value) return;
  if (moved && log.children.length) for (const name of ["session", "sending"]) memory.write(name, "");
  memory.write("changed", "1");
  location.search = address(chosen);
}

function address(chosen) {
  const shown = { city: chosen.city, lang: chosen.lang, furigana: chosen.furigana ?? "0", view: ask.elements.view?.value };
  return new URLSearchParams(Object.entries(shown).filter(([, value]) => value)).toString();
}

function rememberedAddress() {
  const kept = keptView();
  const given = new URLSearchParams(location.search);
  const wanted = { city: given.get("city") ?? kept.city, lang: given.get("lang") ?? kept.lang, furigana: given.get("furigana") ?? kept.furigana };
  const differs = (name, usual) => (wanted[name] || usual) !== (field(name).value || usual);
  if (given.has("entry") || log.children.length || !(differs("lang", "ja") || differs("furigana", "0") || (wanted.city && !field("city").value && cityMenu?.querySelector(`[value="${CSS.escape(wanted.city)}"]`)))) return null;
  return address(wanted);
}

const better = rememberedAddress();
if (better && better !== location.search.slice(1)) location.replace(`?${better}`);
else { wearLooks(keptView()); restore(); }
