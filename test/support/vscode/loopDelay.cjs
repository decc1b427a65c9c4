// Loaded with `--require` into each Node process under test: in the extension host it measures how late the event loop is.
// SIGUSR2 writes what was measured since the last one as a line of JSON into REMPART_LOOP_LOG, and begins anew.
'use strict';
const process = require('node:process');

const log = process.env.REMPART_LOOP_LOG;
if (log && process.argv.includes('--type=extensionHost')) {
  const fs = require('node:fs');
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  // Milliseconds between two looks; what Node reports is this plus the delay.
  const resolution = 5;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  let { user, system } = process.cpuUsage();
  process.on('SIGUSR2', () => {
    const delay = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - resolution);
    const used = process.cpuUsage();
    const entry = {
      pid: process.pid,
      samples: histogram.count,
      p50: delay(histogram.percentile(50)),
      p99: delay(histogram.percentile(99)),
      p999: delay(histogram.percentile(99.9)),
      max: delay(histogram.max),
      cpu: (used.user - user + used.system - system) / 1e6,
    };
    ({ user, system } = used);
    histogram.reset();
    fs.appendFileSync(log, `${JSON.stringify(entry)}\n`);
  });
}
