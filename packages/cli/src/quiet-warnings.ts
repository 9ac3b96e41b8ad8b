/** SQLite's "experimental" is Node's to tell its developers, not ours to tell people. */
export function hideExperimentalWarnings(process: NodeJS.Process): void {
  const listeners = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'ExperimentalWarning') return;
    for (const listener of listeners) listener(warning);
  });
}
