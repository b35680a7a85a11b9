// A button on any site that opens the question page in a frame. Styles live in a shadow root; nothing is kept before it is opened.
(() => {
  "use strict";
  const script = document.currentScript;
  const host = new URL(script.src).origin;
  const { municipality = "", lang = "ja" } = script.dataset;
  const words = {{ words|tojson }};
  const [open, close, title] = words[lang] ?? words.ja;
  const KEY = "madoguchi.open";
  const remember = (value) => { try { value ? sessionStorage.setItem(KEY, "1") : sessionStorage.removeItem(KEY); } catch { /* closed to us */ } };
  const wasOpen = () => { try { return sessionStorage.getItem(KEY) === "1"; } catch { return false; } };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; font: 700 16px/1.4 "Noto Sans JP", "Hiragino Sans", Meiryo, sans-serif; }
    button { display: block; margin-left: auto; min-height: 56px; padding: 12px 24px; border: 4px double transparent; border-radius: 28px; background: #0017c1; color: #fff; font: inherit; cursor: pointer; box-shadow: 0 2px 8px 1px rgb(0 0 0 / .1), 0 1px 5px rgb(0 0 0 / .3); }
    button:hover { background: #00118f; text-decoration: underline; }
    button:focus-visible { outline: 4px solid #000; outline-offset: 2px; box-shadow: 0 0 0 2px #ffd43d; }
    div { width: min(400px, calc(100vw - 32px)); height: min(680px, calc(100vh - 112px)); margin-bottom: 12px; border: 1px solid #767676; border-radius: 12px; overflow: hidden; background: #fff; }
    div[hidden] { display: none; }
    iframe { width: 100%; height: 100%; border: 0; display: block; }
    @media (max-width: 480px), (max-height: 480px) {
      :host([data-open]) { inset: 0; display: flex; flex-direction: column-reverse; background: #fff; }
      :host([data-open]) button { width: 100%; border-radius: 0; min-height: 48px; }
      :host([data-open]) div { flex: 1; width: 100%; height: auto; min-height: 0; margin: 0; border: 0; border-radius: 0; }
    }
    @media (forced-colors: active) { button { border: 1px solid ButtonText; } }`);

  const place = document.createElement("madoguchi-chat");
  const root = place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const panel = Object.assign(document.createElement("div"), { hidden: true, id: "panel" });
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", title);
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.setAttribute("aria-controls", "panel");
  root.append(panel, button);

  function frame() {
    const query = new URLSearchParams({ city: municipality, lang, view: "embed" });
    return Object.assign(document.createElement("iframe"), { src: `${host}/?${query}`, title, allow: "clipboard-write" });
  }

  function show(opened, byHand) {
    if (opened && !panel.firstChild) panel.append(frame());
    panel.hidden = !opened;
    place.toggleAttribute("data-open", opened);
    button.textContent = opened ? close : open;
    button.setAttribute("aria-expanded", String(opened));
    if (!byHand) return;
    remember(opened);
    opened ? panel.firstChild.focus() : button.focus();
  }

  button.addEventListener("click", () => show(panel.hidden, true));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) show(false, true); });
  addEventListener("message", (event) => {
    const ours = event.origin === host && event.source === panel.firstChild?.contentWindow;
    if (ours && event.data === "madoguchi:close") show(false, true);
  });
  const appear = () => { document.body.append(place); show(wasOpen(), false); };
  document.body ? appear() : addEventListener("DOMContentLoaded", appear);
})();
