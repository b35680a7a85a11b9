// Reading aloud and dictation, only with voices and recognition that work on this device; nothing spoken leaves it.
const SPEED = 0.95;
const TAGS = { ja: "ja-JP", en: "en-US", ko: "ko-KR", vi: "vi-VN", fil: "fil-PH", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW" };

const localVoice = (tag) => self.speechSynthesis?.getVoices().find((voice) => voice.localService && voice.lang.replace("_", "-").startsWith(tag.split("-")[0]));

export function offerReading(root) {
  if (!self.speechSynthesis) return;
  const offer = () => {
    for (const button of root.querySelectorAll("[data-action=read]")) button.hidden = !localVoice(button.closest(".reply").querySelector(".spoken").lang);
  };
  offer();
  speechSynthesis.addEventListener("voiceschanged", offer, { once: true });
}

export function read(element, button) {
  const speaking = button.getAttribute("aria-pressed") === "true";
  speechSynthesis.cancel();
  for (const other of document.querySelectorAll("[data-action=read][aria-pressed]")) other.removeAttribute("aria-pressed");
  if (speaking) return;
  const plain = element.cloneNode(true);
  plain.querySelectorAll("rt, rp").forEach((reading) => reading.remove());
  const speech = new SpeechSynthesisUtterance(plain.textContent);
  Object.assign(speech, { voice: localVoice(element.lang), lang: TAGS[element.lang] ?? element.lang, rate: SPEED });
  speech.onend = () => button.removeAttribute("aria-pressed");
  button.setAttribute("aria-pressed", "true");
  speechSynthesis.speak(speech);
}

export async function offerDictation(button, input, tell) {
  const Recognition = self.SpeechRecognition;
  const lang = TAGS[document.documentElement.lang] ?? "ja-JP";
  // Only a recogniser that says it can work on the device is used; others would send the voice away.
  const able = await Recognition?.available?.({ langs: [lang], processLocally: true }).catch(() => null);
  if (able !== "available") return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const recognition = Object.assign(new Recognition(), { lang, processLocally: true });
    recognition.onresult = (event) => { input.value = event.results[0][0].transcript; input.dispatchEvent(new Event("input")); input.focus(); };
    recognition.start();
    tell();
  });
}
