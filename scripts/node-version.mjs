// npm's scripts run on the Node.js that `npm ci` brings, whatever the machine has; nothing is tested on an older one.
const NEEDED = 24;

if (Number.parseInt(process.versions.node, 10) < NEEDED) {
  console.error(
    `caracal: needs Node.js ${NEEDED}, and this is ${process.version}; run it by npm, as in npm start, or with node_modules/.bin/node`,
  );
  process.exit(1);
}
