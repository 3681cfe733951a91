// A server in its own process that uses as little CPU time as possible: it gives every request the same answer after a
// delay, without reading it. Prints its endpoint. Argument: latency in milliseconds.

import { createServer } from 'node:http';

const latencyMs = Number(process.argv[2]);
const answer = JSON.stringify({
  data: {
    addCustomIntegrationNodes: { ok: true, snapshotId: 1 },
    listCustomIntegrations: { ok: true, integrations: [] },
    addCustomIntegration: { ok: true, integrationUid: 'bench' },
  },
});
const headers = { 'content-type': 'application/json', 'content-length': answer.length };

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const send = () => response.writeHead(200, headers).end(answer);
    if (latencyMs > 0) setTimeout(send, latencyMs);
    else send();
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/api/v1/bench/graphql`));
process.on('disconnect', () => process.exit());
