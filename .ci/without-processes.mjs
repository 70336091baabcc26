// Setup of the projects unit and wire: a test that starts a process fails and says where it belongs.
import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

const refuse = (command) => {
  throw new Error(`expected a test that starts no process, got ${command}; call the file *.cli.test.ts.`);
};
childProcess.ChildProcess.prototype.spawn = ({ file }) => refuse(file);
childProcess.spawnSync = refuse;
childProcess.execFileSync = refuse;
childProcess.execSync = refuse;
syncBuiltinESMExports();
