import * as fc from "fast-check";
import type { OpenStore } from "./describe-store";
import { openLife } from "./life/life";
import { type LifeCommand, lifeCommands } from "./life/life-commands";
import { staffCommands } from "./life/life-staff-commands";
import { checkPredictions } from "./life/predict-life";
import { endLife } from "./life/settle-life";

/** Commands of one run: so many are given that 200 can be done. */
const length = { least: 230, most: 260 };

/** Long runs that shrink to any length: fast-check's own begin anywhere between none and the most. */
class LongLives extends fc.Arbitrary<Iterable<LifeCommand>> {
  private readonly lives: fc.Arbitrary<Iterable<LifeCommand>>;

  constructor(replayPath: string | null) {
    super();
    const commands = fc.oneof(...lifeCommands, ...staffCommands);
    this.lives = fc.commands<never, never, true>([commands as never], {
      maxCommands: length.most,
      size: "max",
      ...(replayPath !== null && { replayPath }),
    }) as unknown as fc.Arbitrary<Iterable<LifeCommand>>;
  }

  generate(random: fc.Random, bias: number | undefined) {
    for (;;) {
      const life = this.lives.generate(random, bias);
      // Not `value`: reading that once makes the next reader's a copy, and the shrinker learns nothing of what ran.
      if ([...life.value_].length >= length.least) return life;
    }
  }

  canShrinkWithoutContext(_value: unknown): _value is Iterable<LifeCommand> {
    return false;
  }

  shrink(value: Iterable<LifeCommand>, context?: unknown) {
    return this.lives.shrink(value, context);
  }
}

/**
 * The whole life of a shop's referrals as a model knows it that has nothing of the engine's: runs of at least 200
 * commands, after which what must always hold is looked at, and each order's outcome where it can be predicted.
 * `GOODWORD_RUNS` ÷ 20 runs, 50 by default. A failure names what replays it: GOODWORD_SEED, GOODWORD_PATH and
 * GOODWORD_REPLAY.
 */
export function describeLife(
  name: string,
  open: OpenStore,
  { runs = Math.ceil(Number(process.env.GOODWORD_RUNS ?? 1_000) / 20) }: { runs?: number } = {},
): void {
  // The same lives in each run of the tests; other seeds by GOODWORD_SEED.
  const { GOODWORD_SEED: seed = "7", GOODWORD_PATH: path, GOODWORD_REPLAY: replay } = process.env;
  const limit = 120_000 + runs * 2_000;
  describe(`a shop's life over ${name}`, () => {
    it(
      `goes as predicted in ${runs} runs of 200 commands and more`,
      async () => {
        const done: number[] = [];
        let predicted = 0;
        const life = fc.asyncProperty(
          fc.nat({ max: 4 }),
          new LongLives(replay ?? null),
          async (first, commands) => {
            const { model, real } = await openLife(open, first);
            try {
              await fc.asyncModelRun(() => ({ model, real }), commands as never);
              const seen = await endLife(model, real);
              predicted += checkPredictions(model, seen);
              done.push(model.done);
            } finally {
              await real.close();
            }
          },
        );
        await fc.assert(life, {
          numRuns: runs,
          // Shrinking ends here too, so that what replays it is told before jest gives up.
          interruptAfterTimeLimit: limit,
          seed: Number(seed),
          ...(path !== undefined && { path }),
        });
        if (path !== undefined) return;
        expect(done.filter((count) => count >= 200)).toHaveLength(runs);
        // A model that predicts nothing would agree with anything.
        expect(predicted).toBeGreaterThan(runs);
      },
      limit + 60_000,
    );
  });
}
