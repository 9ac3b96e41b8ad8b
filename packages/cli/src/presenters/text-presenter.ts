import type { System } from '../system.ts';
import type { Gauge, Presenter } from './presenter.ts';
import { printable } from './printable.ts';
import type { Secrets } from './secrets.ts';
import { createStyle } from './style.ts';

/** For people: the result on stdout, everything else on stderr. */
export function createTextPresenter(system: System, secrets: Secrets): Presenter {
  const { stdout, stderr, env } = system;
  let open: Gauge | undefined;
  const errorStyle = createStyle(stderr, env);
  return {
    report: ({ text }) => {
      stdout.write(`${text(createStyle(stdout, env))}\n`);
    },
    show: (text) => {
      stderr.write(`${text(errorStyle)}\n`);
    },
    fail: (errors) => {
      open?.stop();
      for (const error of errors) {
        stderr.write(`${errorStyle.bad('error:')} ${printable(secrets.hide(error))}\n`);
      }
    },
    usage: (text) => {
      stderr.write(`${text.trimEnd()}\n\n`);
    },
    note: (text) => {
      // The bar is on this line; it draws itself again below.
      if (open !== undefined) stderr.write('\r\u001b[K');
      stderr.write(`${errorStyle.warning('note:')} ${printable(secrets.hide(text))}\n`);
    },
    gauge: async (label) => {
      if (stderr.isTTY !== true) return { advance: () => {}, stop: () => {} };
      const { createBar } = await import('./progress-bar.ts');
      const bar = createBar(stderr, label);
      open = bar;
      return {
        advance: bar.advance,
        stop: () => {
          if (open === bar) open = undefined;
          bar.stop();
        },
      };
    },
  };
}
