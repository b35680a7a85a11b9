"use strict";
// Draws what the stand-in has received, the way LINE would, and sends taps and texts back as events.
const chat = document.getElementById("chat"), quick = document.getElementById("quick"), status = document.getElementById("status");
const account = document.getElementById("account"), user = document.getElementById("user"), field = document.getElementById("text");
let shown = 0;

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
  if (kind && kind !== "reply") row.append(make("span", "kind", kind));
  chat.append(row);
  chat.scrollTop = chat.scrollHeight;
}

function say(text) {
  add(make("div", "text", text), true);
  return send("text", text);
}

async function send(kind, value) {
  quick.replaceChildren();
  const answer = await fetch("/simulator/send?user=" + user.value, {
    method: "POST", headers: {"Content-Type": "application/json"},
    body: JSON.stringify({account: account.value, kind, value}),
  });
  const told = await answer.json();
  status.textContent = told.status === 200 ? `Webhook 200（${told.milliseconds}ミリ秒）` : `Webhook ${told.status} ${told.reason || ""}`;
}

async function look() {
  const found = await (await fetch("/simulator/messages?user=" + user.value)).json();
  for (const {kind, message} of found.messages.slice(shown)) {
    add(drawn(message), false, kind);
    quick.replaceChildren(...(message.quickReply ? message.quickReply.items.map((item) => button(item.action)) : []));
  }
  if (found.messages.length > shown) chat.scrollTop = chat.scrollHeight;
  shown = found.messages.length;
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text) say(text);
  field.value = "";
});
field.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.isComposing) event.preventDefault(); });
for (const other of document.querySelectorAll("nav button")) {
  other.addEventListener("click", () => { add(make("div", "text", `［${other.textContent}］`), true); send(other.dataset.kind, ""); });
}
for (const choice of [account, user]) choice.addEventListener("change", () => { chat.replaceChildren(); quick.replaceChildren(); shown = 0; });
setInterval(() => look().catch(() => {}), 500);
