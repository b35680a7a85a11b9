"""Reading aloud and dictation: offered where they work on the device alone, and not at all where a voice would leave it."""

import pytest

QUESTION = "住民票はコンビニで取れますか"

# A browser whose voices and recogniser are ours to choose.
VOICES = """(local) => {
    const voices = [{ lang: 'ja-JP', localService: local, name: 'v' }];
    self.spoken = [];
    const speech = { getVoices: () => voices, cancel() {}, addEventListener() {}, speak: (said) => self.spoken.push(said) };
    Object.defineProperty(self, 'speechSynthesis', { value: speech });
    self.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
RECOGNISER = """(answer) => {
    self.SpeechRecognition = class {
        static available = async ({ processLocally }) => (processLocally ? answer : 'available');
        start() { self.local = this.processLocally; this.onresult({ results: [[{ transcript: '住民票はどこで' }]] }); }
    };
}"""


@pytest.fixture
def answered(open_page, ask):
    def open_with(script, value, path="/?city=ogaki"):
        page = open_page("about:blank")
        page.add_init_script(f"({script})({value})")
        page.goto(path)
        ask(page, QUESTION)
        return page

    return open_with


def test_an_answer_is_read_by_a_voice_of_the_device(answered):
    page = answered(VOICES, "true", "/?city=ogaki&furigana=1")
    button = page.locator("[data-action=read]")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.evaluate("self.spoken.map((said) => [said.lang, said.voice.localService])") == [["ja-JP", True]]
    said = page.evaluate("self.spoken[0].text")
    assert "住民票の写し" in said
    assert "じゅうみんひょう" not in said
    button.click()
    assert button.get_attribute("aria-pressed") is None


def test_a_voice_from_elsewhere_is_not_offered(answered):
    page = answered(VOICES, "false")
    page.wait_for_timeout(300)
    assert page.locator("[data-action=read]").is_hidden()


def test_dictation_on_the_device_fills_the_field(answered):
    page = answered(RECOGNISER, "'available'")
    page.get_by_role("button", name="音声で入力").click()
    assert page.input_value("#message") == "住民票はどこで"
    assert page.evaluate("self.local") is True


def test_dictation_elsewhere_is_not_offered(answered):
    page = answered(RECOGNISER, "'unavailable'")
    page.wait_for_timeout(300)
    assert page.locator("#voice").is_hidden()
