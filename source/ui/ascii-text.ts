/** What the program's own sentences have beside ASCII, and a sign of the same width for each. */
const signs: Readonly<Record<string, string>> = {
	'’': '\'', '‘': '\'', '“': '"', '”': '"', '„': '"', '…': '~', '–': '-', '—': '-', '·': '-', '×': 'x', '↑': '^', '↓': 'v', '←': '<', '→': '>',
};

const others = /[^ -~]/gv;

/** A text in ASCII, as far as it is no name: every sign becomes another one of the same width, and letters stay what they are. */
export function asciiText(text: string): string {
	return text.replaceAll(others, sign => signs[sign] ?? sign);
}
