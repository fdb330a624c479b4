const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * Shows steps with their times: one line each, alive on a terminal, plain in a log.
 * @param {NodeJS.WriteStream} [out]
 */
export function createProgress(out = process.stdout) {
  const started = Date.now();

  /**
   * Runs a step and shows how long it took.
   * @template T
   * @param {string} title  what happens, as in "Building"
   * @param {(say: (detail: string) => void) => Promise<T> | T} work  `say` adds what was found to the line
   * @returns {Promise<T>}
   */
  async function step(title, work) {
    const from = Date.now();
    let detail = "";
    let frame = 0;
    const paint = () => {
      frame = (frame + 1) % FRAMES.length;
      out.write(`\r\x1b[K  ${FRAMES[frame]} ${title} ${seconds(from)}`);
    };
    const timer = out.isTTY ? setInterval(paint, 120) : undefined;
    if (!out.isTTY) out.write(`  … ${title}\n`);
    const close = (mark) => {
      clearInterval(timer);
      const line = `  ${mark} ${title}${detail && `: ${detail}`}`;
      out.write(`${out.isTTY ? "\r\x1b[K" : ""}${line.padEnd(64)} ${seconds(from)}\n`);
    };
    try {
      const result = await work((text) => {
        detail = text;
      });
      close("✓");
      return result;
    } catch (error) {
      close("✗");
      throw error;
    }
  }

  return { step, say: (line = "") => out.write(`${line}\n`), seconds: () => (Date.now() - started) / 1000 };
}

function seconds(from) {
  return `${((Date.now() - from) / 1000).toFixed(1)} s`;
}
