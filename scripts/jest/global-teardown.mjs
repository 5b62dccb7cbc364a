export default async function globalTeardown() {
  const servers = globalThis.amendsTestServers;
  globalThis.amendsTestServers = undefined;
  await servers?.stop();
}
