// C0 and C1 controls except newline and tab, and the marks that reorder text: a description or
// an error message from elsewhere must not be able to move the cursor or rewrite what was said.
const UNPRINTABLE = /[^\P{C}\n\t]|[\u2028\u2029]/gu;

/** Text from elsewhere, fit for a terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

/** The same on one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
