"use strict";
// Draws what the stand-in has received, the way LINE would, and sends taps and texts back as events.
const chat = document.getElementById("chat"), quick = document.getElementById("quick"), status = document.getElementById("status");
const account = document.getElementById("account"), user = document.getElementById("user"), field = document.getElementById("text");
const menu = document.getElementById("menu"), menuButton = document.getElementById("menu-button"), fault = document.getElementById("fault");
const waiting = make("div", "text waiting", "…");
const KINDS = {push: "プッシュ（課金）", multicast: "お知らせ（課金）"};
let shown = 0, loadings = 0;

// LINE knows a person by another id in each account.
function person() {
  return 10 * account.selectedIndex + Number(user.value);
}

function make(tag, names, text) {
  const element = document.createElement(tag);
  element.className = names || "";
  if (text !== undefined) element.textContent = text;
  return element;
}

function button(action) {
  const element = make("button", "", action.label);
  element.type = "button";
  element.addEventListener("click", () => tap(action));
  return element;
}

function tap(action) {
  if (action.type === "message") return say(action.text);
  add(make("div", "text", action.displayText || action.label), true);
  return send("postback", action.data);
}

function component(part) {
  if (part.type === "separator") return make("hr", part.margin || "");
  if (part.type === "button") return button(part.action);
  if (part.type === "text") return make("div", [part.size, part.weight, part.align, part.margin].filter(Boolean).join(" "), part.text);
  const box = make("div", "box " + [part.layout, part.margin].filter(Boolean).join(" "));
  for (const inner of part.contents) box.append(component(inner));
  return box;
}

function drawn(message) {
  if (message.type !== "flex") return make("div", "text", message.text);
  const bubble = make("div", "bubble"), body = make("section");
  body.append(component(message.contents.body));
  bubble.append(body);
  if (message.contents.footer) {
    const footer = make("footer");
    footer.append(component(message.contents.footer));
    bubble.append(footer);
  }
  return bubble;
}

function add(element, mine, kind) {
  const row = make("div", mine ? "said mine" : "said");
  row.append(element);
  if (KINDS[kind]) row.append(make("span", "kind", KINDS[kind]));
  chat.append(row);
  chat.scrollTop = chat.scrollHeight;
}

function say(text) {
  add(make("div", "text", text), true);
  return send("text", text);
}

async function send(kind, value) {
  quick.replaceChildren();
  menu.hidden = true;
  menuButton.setAttribute("aria-expanded", "false");
  const answer = await fetch("/simulator/send?user=" + person(), {
    method: "POST", headers: {"Content-Type": "application/json"},
    body: JSON.stringify({account: account.value, kind, value}),
  });
  const told = await answer.json();
  status.textContent = told.status === 200 ? `Webhook 200（${told.milliseconds}ミリ秒）` : `Webhook ${told.status} ${told.reason || ""}`;
}

async function look() {
  const found = await (await fetch("/simulator/messages?user=" + person())).json();
  for (const {kind, message} of found.messages.slice(shown)) {
    add(drawn(message), false, kind);
    quick.replaceChildren(...(message.quickReply ? message.quickReply.items.map((item) => button(item.action)) : []));
  }
  if (found.messages.length > shown) chat.scrollTop = chat.scrollHeight;
  if (found.loading > loadings) chat.append(waiting);
  if (found.messages.length > shown) waiting.remove();
  shown = found.messages.length;
  loadings = found.loading;
}

async function showMenu() {
  const open = menu.hidden;
  menu.hidden = !open;
  menuButton.setAttribute("aria-expanded", String(open));
  if (!open) return;
  const {areas, width, height} = await (await fetch("/simulator/menu")).json();
  const picture = make("img");
  Object.assign(picture, {width, height});
  picture.src = "/simulator/menu.png?account=" + account.value;
  picture.alt = "";
  menu.replaceChildren(picture, ...areas.map(({bounds, action}) => {
    const area = button(action);
    Object.assign(area.style, {
      left: 100 * bounds.x / width + "%", top: 100 * bounds.y / height + "%",
      width: 100 * bounds.width / width + "%", height: 100 * bounds.height / height + "%",
    });
    return area;
  }));
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text) say(text);
  field.value = "";
});
field.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.isComposing) event.preventDefault(); });
menuButton.addEventListener("click", showMenu);
fault.addEventListener("change", () => fetch("/simulator/fault", {
  method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({fault: fault.value}),
}));
for (const other of document.querySelectorAll("nav button[data-kind]")) {
  other.addEventListener("click", () => { add(make("div", "text", `［${other.textContent}］`), true); send(other.dataset.kind, ""); });
}
for (const choice of [account, user]) choice.addEventListener("change", () => { chat.replaceChildren(); quick.replaceChildren(); menu.hidden = true; shown = 0; loadings = 0; });
setInterval(() => look().catch(() => {}), 500);
