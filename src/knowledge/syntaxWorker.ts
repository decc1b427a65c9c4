// Entry of the syntax thread: outlines of source code. An error of the WebAssembly module ends the thread.
import { parentPort } from 'node:worker_threads';
import { SyntaxParser } from './chunking/syntax/parser';
import type { OutlineReply, OutlineRequest } from './chunking/syntax/thread';

const parser = new SyntaxParser();

parentPort?.on('message', ({ id, text, language }: OutlineRequest) => {
  void parser.outline(text, language).then(
    (outline) => {
      const reply: OutlineReply = { id, outline };
      parentPort?.postMessage(reply);
    },
    () => process.exit(1),
  );
});
