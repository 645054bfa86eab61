// Hears of notifications through the official client, as the app does: what a lost connection missed is found in the list. The connection goes through a
// wire of our own, so that it can be cut in the middle. Arguments: the app's address, an access token. Lines in: cut, mend, end. Lines out: connected,
// heard <id>, lost, back, and at the end what is known and how often each was pushed.
import { createRequire } from "node:module";
import net from "node:net";
import readline from "node:readline";

const require = createRequire(new URL("../../../src/web/package.json", import.meta.url));
const { HubConnectionBuilder, HttpTransportType, LogLevel } = require("@microsoft/signalr");
const [address, token] = process.argv.slice(2);

const ask = async (method, path) => {
  const answer = await fetch(new URL(path, address), { method, headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body: method === "POST" ? "{}" : undefined });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

const wires = new Set();
let whole = true;
const server = net.createServer((near) => {
  if (!whole) return void near.destroy();
  const far = net.connect(Number(new URL(address).port), new URL(address).hostname);
  for (const [one, other] of [[near, far], [far, near]]) {
    wires.add(one);
    one.pipe(other);
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const pushed = {};
const known = new Set();
const reread = async () => {
  for (const { id } of (await ask("GET", "/api/notifications?limit=200")).items) known.add(id);
};

const door = await ask("POST", "/api/notifications/negotiate");
const url = new URL(door.url);
url.host = `127.0.0.1:${server.address().port}`;
const connection = new HubConnectionBuilder()
  .withUrl(url.href, { transport: HttpTransportType.WebSockets, accessTokenFactory: () => door.accessToken })
  .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 200 })
  .configureLogging(LogLevel.None)
  .build();
connection.on("notification", ({ notification: { id } }) => {
  pushed[id] = (pushed[id] ?? 0) + 1;
  known.add(id);
  console.log(`heard ${id}`);
});
connection.onreconnecting(() => console.log("lost"));
connection.onreconnected(() => reread().then(() => console.log("back")));
await connection.start();
await reread();
console.log("connected");

for await (const line of readline.createInterface({ input: process.stdin })) {
  whole = line !== "cut";
  if (line === "cut") for (const wire of wires) wire.destroy();
  if (line === "end") break;
}
console.log(JSON.stringify({ known: [...known], pushed }));
await connection.stop();
process.exit(0);
