// Plain JavaScript, so that a Node that can't read TypeScript can still say what is wrong.
const needed = 24;
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < needed) {
  process.stderr.write(
    `Crier needs Node ${needed} or newer, and this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux, "npm ci" brings Node 24 along (unless optional packages were left out), and "npm start" uses it.\n',
  );
  process.exit(78);
}
