// Setup of the project unit: a test that opens a socket fails and says where it belongs.
import dgram from 'node:dgram';
import net from 'node:net';

const refuse = (what) => {
  throw new Error(`expected a unit test to open no socket, got ${what}; call the file *.wire.test.ts.`);
};
net.Socket.prototype.connect = () => refuse('a connection');
net.Server.prototype.listen = () => refuse('a server');
dgram.Socket.prototype.bind = () => refuse('a datagram socket');
