import { mostChannelsAnHour, otherChannels } from "@goodword/core";
import { aClick } from "../builders";
import { countChannels } from "./clicks";

const counts = (channels: readonly (string | null)[]) =>
  Object.fromEntries(
    countChannels(channels.map((channel) => aClick({ channel }))).map(({ channel, clicks }) => [
      channel,
      clicks,
    ]),
  );
const names = (count: number) =>
  Array.from({ length: count }, (_, n) => `channel-${String(n).padStart(3, "0")}`);
const once = (channels: readonly string[]) => Object.fromEntries(channels.map((name) => [name, 1]));

describe("channels of clicks in memory, as in a database", () => {
  it("are counted apart while they are few", () => {
    expect(counts([null, ...names(mostChannelsAnHour - 1)])).toEqual({
      "": 1,
      ...once(names(mostChannelsAnHour - 1)),
    });
  });

  it("are counted apart where they are the most clicked, and together where not", () => {
    const invented = [...names(300), "Z"];
    const kept = mostChannelsAnHour - 3;
    expect(counts([...invented, null, "real", "real"])).toEqual({
      "": 1,
      real: 2,
      Z: 1,
      ...once(names(kept)),
      [otherChannels]: invented.length - 1 - kept,
    });
  });
});
