// A customer's system that verifies what it is sent with the library of Standard Webhooks. `PUT /<path>` gives a path its secret; whatever is posted there is verified with it.
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const secrets = new Map();
const last = new Map();

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
};

const verify = (path, headers, body) => {
  try {
    const event = new Webhook(secrets.get(path)).verify(body, headers);
    return [200, `verified ${event.type}`];
  } catch (error) {
    return [401, `${error.name}: ${error.message}`];
  }
};

const server = createServer(async (request, response) => {
  const body = await bodyOf(request);
  if (request.method === 'PUT') {
    secrets.set(request.url, body);
    response.end();
  } else if (request.method === 'GET') {
    response.end(JSON.stringify(last.get(request.url) ?? null));
  } else {
    last.set(request.url, { headers: request.headers, body });
    const [status, answer] = verify(request.url, request.headers, body);
    response.writeHead(status, { 'content-type': 'text/plain' }).end(answer);
  }
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit());
