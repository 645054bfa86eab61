// Runs Azurite as a child that never outlives its parent: when standard input ends, for whatever reason, it saves its data and exits.
import { createRequire } from 'node:module';

const graceMilliseconds = 9000;
const once = process.once;

// Ctrl+C reaches the whole process group; the parent decides when storage stops.
process.on('SIGINT', () => {});
process.once = (event, ...rest) => (event === 'SIGINT' ? process : once.call(process, event, ...rest));

// The parent may be gone before its pipes are.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

function stop() {
  setTimeout(() => process.exit(0), graceMilliseconds).unref();
  // One listener is ours; Azurite adds its own once it is up, and before that there is nothing to save.
  if (process.listenerCount('SIGTERM') < 2) process.exit(0);
  process.emit('SIGTERM');
}

process.stdin.on('end', stop);
process.stdin.on('error', stop);
process.stdin.resume();
once.call(process, 'SIGTERM', () => process.stdin.destroy());

createRequire(import.meta.url)('azurite/dist/src/azurite.js');
