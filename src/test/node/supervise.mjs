// Runs a command in a session of its own for as long as this process's standard input stays open.
//
//   node supervise.mjs COMMAND [ARGUMENT...]
//
// The starter keeps the other end of the pipe. When the starter ends, however it ends, the kernel closes the pipe and the
// command is ended too. A terminal's Ctrl-C reaches neither this process nor the command, so that the starter decides when
// and in which order things end.
import { spawn } from 'node:child_process';

const GRACE_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('usage: node supervise.mjs COMMAND [ARGUMENT...]');
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}
// The reader of our output may be gone before us; the command must be ended all the same.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const child = spawn(command, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit'] });

let ending = false;
const end = () => {
  if (ending) {
    return;
  }
  ending = true;
  child.kill('SIGTERM');
  setTimeout(() => signalSession('SIGKILL'), GRACE_MS).unref();
};

// The child leads its session and process group, so this reaches what it started as well.
const signalSession = (signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of it is left.
  }
};

child.on('error', (error) => {
  console.error(`cannot start ${command}: ${error.message}`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  signalSession('SIGKILL');
  process.exit(signal ? 1 : code);
});

process.stdin.on('end', end);
process.stdin.on('error', end);
process.stdin.resume();
