// Makes the desk's pages quicker; every page works without it.
"use strict";

// What is typed is kept in this browser until the server says on the next page that it is saved: a closed window, a lost connection,
// an ended session or a refusal loses nothing. Which copy was sent is known for this tab alone, through merging and signing in again.
const sent = sessionStorage.getItem("staff:sent");
if (sent && document.querySelector("[data-saved]")) {
  localStorage.removeItem(sent);
  sessionStorage.removeItem("staff:sent");
}
const form = document.querySelector("form[data-keep]");
if (form) {
  const key = "staff:" + form.dataset.keep;
  const fields = () => [...form.elements].filter((e) => e.name && e.type !== "hidden");
  const ticked = (e) => e.type === "checkbox" || e.type === "radio";
  const kept = localStorage.getItem(key);
  const now = () => JSON.stringify(fields().map((e) => [e.name, ticked(e) ? e.checked : e.value]));
  const first = now();
  if (kept && kept !== first && !document.getElementById("mistakes")) {
    const offer = document.createElement("div");
    offer.className = "banner";
    offer.dataset.type = "warning";
    offer.innerHTML = '<p>保存していない入力が、このブラウザーに残っています。</p><p class="row"><button class="button small" type="button">入力を戻す</button><button class="button outline small" type="button">消す</button></p>';
    const [back, drop] = offer.querySelectorAll("button");
    // Grids have many fields of one name: each takes the next value kept under it.
    back.onclick = () => {
      const values = JSON.parse(kept);
      fields().forEach((e) => { const at = values.findIndex(([name]) => name === e.name); if (at >= 0) e[ticked(e) ? "checked" : "value"] = values.splice(at, 1)[0][1]; });
      offer.remove();
    };
    drop.onclick = () => { localStorage.removeItem(key); offer.remove(); };
    form.before(offer);
  }
  form.addEventListener("input", () => { localStorage.setItem(key, now()); });
  form.addEventListener("submit", (event) => { if (!event.submitter || event.submitter.id !== "preview-button") sessionStorage.setItem("staff:sent", key); });

  const area = document.getElementById("preview");
  let timer, asked = 0;
  const preview = async () => {
    const turn = ++asked;
    const response = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    if (response.ok && turn === asked) area.innerHTML = await response.text();
  };
  const button = document.getElementById("preview-button");
  if (button) {
    button.addEventListener("click", (event) => { event.preventDefault(); preview(); });
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(preview, 800); });
    preview();
  }
}

// A second press of the same button sends nothing.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((f) => delete f.dataset.sent));

// Pages that wait for work in the background look again by themselves.
const waiting = document.querySelector("[data-refresh]");
if (waiting) setTimeout(() => location.reload(), 1000 * Number(waiting.dataset.refresh));

// The inbox's keys: j and k move between themes, the letters shown on buttons press them.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const themes = [...document.querySelectorAll(".theme")];
  if (!themes.length) return;
  const at = themes.findIndex((t) => t.contains(document.activeElement));
  if (event.key === "j" || event.key === "k") {
    themes[Math.max(0, Math.min(themes.length - 1, event.key === "j" ? at + 1 : at - 1))].focus();
    event.preventDefault();
  } else if (at >= 0) {
    const target = themes[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) { target.focus(); target.click(); event.preventDefault(); }
  }
});
