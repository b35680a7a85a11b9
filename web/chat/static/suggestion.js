// Suggestions while typing: an ARIA combobox over POST /api/suggestions.
const PAUSE = 200;

export function suggest(input, list, { city, choose, tell }) {
  let timer = 0;
  let asked = 0;
  let active = -1;
  const options = () => [...list.children];

  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }).forEach(([name, value]) => input.setAttribute(name, value));

  function close() {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    list.replaceChildren();
    point(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function point(place) {
    active = place;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
    const option = options()[place];
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function open(messages) {
    list.replaceChildren(...messages.map((message, number) => Object.assign(document.createElement("li"), { id: `suggestion-${number}`, role: "option", lang: "ja", textContent: message })));
    point(-1);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    tell();
  }

  async function look() {
    const text = input.value.trim();
    const mine = (asked += 1);
    if (!text) return close();
    const body = JSON.stringify({ text, municipality: city() || null });
    const answer = await fetch("/api/suggestions", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const { suggestions } = await answer.json();
    if (mine !== asked || input.value.trim() !== text) return;
    suggestions.length ? open(suggestions.map((found) => found.message)) : close();
  }

  function take(option) {
    const text = option.textContent;
    close();
    choose(text);
    input.focus();
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, PAUSE); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const last = options().length - 1;
    const moves = { ArrowDown: active === last ? -1 : active + 1, ArrowUp: active === -1 ? last : active - 1 };
    if (event.key in moves) { event.preventDefault(); point(moves[event.key]); }
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "Enter" && active >= 0) { event.preventDefault(); take(options()[active]); }
  });
  input.form.addEventListener("submit", close);
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => { event.preventDefault(); const option = event.target.closest("[role=option]"); if (option) take(option); });
  if (input.value) look();
}
