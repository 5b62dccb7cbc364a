const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Amends needs Node 20.19 or newer, and this is Node ${process.versions.node}: install a newer one (nodejs.org).`,
  );
  process.exit(1);
}
