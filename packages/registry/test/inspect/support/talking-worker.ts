/** Stands in for the parser: says its process, its environment, or nothing, or ends. */
process.on('message', (message) => {
  const asked = JSON.stringify(message);
  if (asked.includes('please die')) process.exit(1);
  if (asked.includes('silence')) return;
  const said = asked.includes('environment') ? Object.keys(process.env) : [String(process.pid)];
  process.send?.({ report: { faults: said }, spent: asked.includes('spent') });
});
