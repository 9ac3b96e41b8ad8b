const MAX_DIAGNOSTICS = 3;
const MAX_LENGTH = 300;

/**
 * What hcl2json says is wrong with a file that it was given as `name`, as one text of
 * `name:line,column-column: Summary; Detail.`, repeated; read into `line 3: Summary; Detail.`.
 */
export function readDiagnostics(text: string, name: string): string[] {
  const [, ...parts] = text.split(new RegExp(`${name}:(\\d+),\\d+-(?:\\d+,)?\\d+: `));
  const diagnostics: string[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    diagnostics.push(tidy(`line ${parts[index]}: ${parts[index + 1]}`, name));
  }
  // Some faults are found when there is no place left to name: "convert to HCL: convert body: …".
  if (diagnostics.length === 0)
    diagnostics.push(tidy(text.replace(/^(?:convert [^:]*: )+/, ''), name));
  return diagnostics.slice(0, MAX_DIAGNOSTICS);
}

function tidy(diagnostic: string, name: string): string {
  return diagnostic
    .replaceAll(new RegExp(`at ${name}:(\\d+),\\d+-\\d+`, 'g'), 'in line $1')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/\]$/, '')
    .slice(0, MAX_LENGTH);
}
