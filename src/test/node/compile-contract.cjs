// Compiles src/test/solidity/BurnContract.sol and writes what is checked in beside the tests.
//
//   node src/test/node/compile-contract.cjs TOOLS          prints {"abi": ..., "bytecode": "0x..."}
//   node src/test/node/compile-contract.cjs TOOLS FOLDER   writes BurnContract.json and BurnContract.bin to FOLDER
//
// TOOLS is the folder that holds node_modules/solc: target/node once Maven has reached generate-test-resources.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [tools, folder] = process.argv.slice(2);
if (!tools) {
  console.error('usage: node compile-contract.cjs TOOLS [FOLDER]');
  process.exit(2);
}

const solc = require(path.resolve(tools, 'node_modules', 'solc'));
const source = fs.readFileSync(path.join(__dirname, '..', 'solidity', 'BurnContract.sol'), 'utf8');

const output = JSON.parse(
  solc.compile(
    JSON.stringify({
      language: 'Solidity',
      sources: { 'BurnContract.sol': { content: source } },
      settings: {
        optimizer: { enabled: true, runs: 200 },
        // Paris has no PUSH0, so the contract runs on every chain that a test may imitate.
        evmVersion: 'paris',
        // Without the metadata's hash the bytecode depends on code and compiler alone.
        metadata: { bytecodeHash: 'none' },
        outputSelection: { 'BurnContract.sol': { BurnContract: ['abi', 'evm.bytecode.object'] } },
      },
    }),
  ),
);

const problems = output.errors ?? [];
problems.forEach((problem) => console.error(problem.formattedMessage));
if (problems.length > 0) {
  process.exit(1);
}

const { abi, evm } = output.contracts['BurnContract.sol'].BurnContract;
const bytecode = '0x' + evm.bytecode.object;
const json = JSON.stringify({ abi, bytecode }, null, 2) + '\n';
if (folder) {
  fs.writeFileSync(path.join(folder, 'BurnContract.json'), json);
  fs.writeFileSync(path.join(folder, 'BurnContract.bin'), bytecode + '\n');
} else {
  process.stdout.write(json);
}
