import { GoodwordError } from "../../errors";
import type { IssuedReward } from "../../ports/host";
import type { Engine } from "../../ports/ports";
import type { Reward } from "../../reward/reward";
import { provenAddresses } from "../advocates/proven-addresses";

/**
 * A reward as the host is asked to give it or to take it back: what was fixed for it, and who it is for.
 * @throws GoodwordError `GW_RACE` when the person was merged into another since the reward was read
 */
export async function rewardToGive({ store }: Engine, reward: Reward): Promise<IssuedReward> {
  const { code, kind, value, participantId } = reward;
  const person = await store.participants.byId(participantId);
  if (person === null)
    throw new GoodwordError("GW_RACE", `reward ${reward.id}: its person was merged meanwhile`);
  return {
    code,
    kind,
    value: { ...value, amount: reward.payout ?? 0n },
    receiver: {
      participantId,
      customerIds: (await store.participants.identitiesOf(participantId)).flatMap(({ kind, value }) =>
        kind === "customer" ? [value] : [],
      ),
      firstOrderId: person.firstOrderId,
    },
  };
}

/**
 * Has the host give it, to the addresses that the person proved.
 * @throws GoodwordError `GW_RACE` when the person was merged into another since the reward was read
 */
export async function giveReward(engine: Engine, reward: Reward): Promise<void> {
  const given = await rewardToGive(engine, reward);
  const { participantId: id, firstOrderId } = given.receiver;
  const proven = await provenAddresses(engine, { id, firstOrderId });
  await engine.issuer.issue(
    given,
    proven.map(({ address }) => address),
  );
}
