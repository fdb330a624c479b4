import { checkTrustSettings } from "./check-settings";
import { mergeTrustSettings, type TrustOverrides, trustDefaults } from "./settings";

const checked = (overrides: object) =>
  checkTrustSettings(mergeTrustSettings(trustDefaults, overrides as TrustOverrides));
const messages = (overrides: object) => checked(overrides).map(({ message }) => message);

describe("trust settings", () => {
  it("have the defaults of the rules", () => {
    expect(trustDefaults.thresholds).toEqual({ review: 40, decline: 70 });
    expect(trustDefaults.parameters).toEqual({
      addressesAllowed: 2,
      friends24h: 5,
      friends30d: 20,
      minClickToOrderSeconds: 60,
      averageFactor: 10,
      strangersPerHour: 10,
    });
    expect(checkTrustSettings(trustDefaults)).toEqual([]);
  });

  it("take a program's own on top of a shop's, each group by itself", () => {
    const shop = { points: { "same-device": 50, "same-phone": 60 }, thresholds: { review: 30 } };
    const program = { points: { "same-device": 55 }, parameters: { friends24h: 8 } };
    expect(mergeTrustSettings(trustDefaults, shop, program)).toEqual({
      points: { ...trustDefaults.points, "same-device": 55, "same-phone": 60 },
      thresholds: { review: 30, decline: 70 },
      parameters: { ...trustDefaults.parameters, friends24h: 8 },
    });
  });

  it("stay as they are without overrides", () => {
    expect(mergeTrustSettings(trustDefaults)).toEqual(trustDefaults);
    expect(mergeTrustSettings(trustDefaults, {})).toEqual(trustDefaults);
  });
});

describe("checking trust settings", () => {
  it.each([0, 100, "decline", "refuse"])("lets a signal have %p points", (points) => {
    expect(checked({ points: { "same-device": points } })).toEqual([]);
  });

  it.each([
    [-1, "-1"],
    [101, "101"],
    [1.5, "1.5"],
    [Number.NaN, "NaN"],
    ["40", '"40"'],
    [null, "null"],
    [true, "true"],
    [10n, "10"],
    [undefined, "nothing"],
    [[40], "a list"],
    [{ points: 40 }, "an object"],
  ])("refuses %p points", (points, got) => {
    expect(checked({ points: { "same-device": points } })).toEqual([
      {
        field: "trust.points.same-device",
        code: "GW_TRUST_VALUE",
        message: `trust.points.same-device: expected a whole number from 0 to 100 or "decline" or "refuse", got ${got}.`,
      },
    ]);
  });

  it.each([
    { review: 1, decline: 2 },
    { review: 99, decline: 100 },
  ])("lets thresholds be %p", (thresholds) => {
    expect(checked({ thresholds, points: { "same-ip-and-agent": 0 } })).toEqual([]);
  });

  it("keeps the review threshold below the decline threshold", () => {
    const expected =
      "trust.thresholds.review: expected a whole number from 1 to 69 (below the decline threshold)";
    expect(messages({ thresholds: { review: 69 } })).toEqual([]);
    expect(messages({ thresholds: { review: 70 } })).toEqual([`${expected}, got 70.`]);
    expect(messages({ thresholds: { review: 0 } })).toEqual([`${expected}, got 0.`]);
  });

  it("keeps the decline threshold where one signal can reach it", () => {
    const expected = "trust.thresholds.decline: expected a whole number from 2 to 100";
    expect(messages({ thresholds: { decline: 101 } })).toEqual([`${expected}, got 101.`]);
    expect(messages({ thresholds: { review: 1, decline: 1 }, points: { "same-ip-and-agent": 0 } })).toEqual([
      `${expected}, got 1.`,
    ]);
  });

  it("judges the review threshold against the highest score while the decline threshold is wrong", () => {
    expect(messages({ thresholds: { review: 100, decline: "high" } })).toEqual([
      "trust.thresholds.review: expected a whole number from 1 to 99 (below the decline threshold), got 100.",
      'trust.thresholds.decline: expected a whole number from 2 to 100, got "high".',
    ]);
    expect(messages({ thresholds: { review: 99, decline: "high" } })).toHaveLength(1);
  });

  it("keeps the same network alone below review", () => {
    const expected =
      "trust.points.same-ip-and-agent: expected a whole number from 0 to 39 (below the review threshold)";
    expect(messages({ points: { "same-ip-and-agent": 39 } })).toEqual([]);
    expect(messages({ points: { "same-ip-and-agent": 40 } })).toEqual([`${expected}, got 40.`]);
    expect(messages({ points: { "same-ip-and-agent": "decline" } })).toEqual([`${expected}, got "decline".`]);
    expect(messages({ points: { "same-ip-and-agent": -1 } })).toEqual([`${expected}, got -1.`]);
    expect(messages({ thresholds: { review: 16 } })).toEqual([]);
    expect(messages({ thresholds: { review: 15 } })).toEqual([
      "trust.points.same-ip-and-agent: expected a whole number from 0 to 14 (below the review threshold), got 15.",
    ]);
  });

  it("keeps the same network below the decline threshold while the review threshold is wrong", () => {
    const network = { "same-ip-and-agent": 70 };
    expect(messages({ points: network, thresholds: { review: 0 } })).toEqual([
      "trust.points.same-ip-and-agent: expected a whole number from 0 to 69 (below the review threshold), got 70.",
      "trust.thresholds.review: expected a whole number from 1 to 69 (below the decline threshold), got 0.",
    ]);
    expect(messages({ points: network, thresholds: { review: 71 } })).toEqual([
      "trust.points.same-ip-and-agent: expected a whole number from 0 to 69 (below the review threshold), got 70.",
      "trust.thresholds.review: expected a whole number from 1 to 69 (below the decline threshold), got 71.",
    ]);
  });

  it.each([
    ["addressesAllowed", 0, 1000],
    ["friends24h", 1, 100_000],
    ["friends30d", 1, 100_000],
    ["minClickToOrderSeconds", 0, 86_400],
    ["averageFactor", 2, 1000],
    ["strangersPerHour", 1, 100_000],
  ])("lets %s be from %i to %i", (name, least, most) => {
    const field = `trust.parameters.${name}`;
    const expected = `${field}: expected a whole number from ${least} to ${most}`;
    for (const value of [least, most]) expect(messages({ parameters: { [name]: value } })).toEqual([]);
    for (const value of [least - 1, most + 1, least + 0.5]) {
      expect(messages({ parameters: { [name]: value } })).toEqual([`${expected}, got ${value}.`]);
    }
  });

  it("names what is no setting, and what to use", () => {
    const { points, thresholds, parameters } = trustDefaults;
    const input = { points, parameters, thresholds: { ...thresholds, reveiw: 30 }, fraud: {} };
    expect(checkTrustSettings(input)).toEqual([
      {
        field: "trust.fraud",
        code: "GW_TRUST_UNKNOWN",
        message: "trust.fraud: is not a setting; use points, thresholds, and parameters.",
      },
      {
        field: "trust.thresholds.reveiw",
        code: "GW_TRUST_UNKNOWN",
        message: "trust.thresholds.reveiw: is not a setting; use review and decline.",
      },
    ]);
  });

  it.each([
    [undefined, "nothing"],
    [null, "null"],
    ["strict", '"strict"'],
    [[], "a list"],
  ])("refuses %p for the whole and for a group", (input, got) => {
    expect(checkTrustSettings(input)).toEqual([
      {
        field: "trust",
        code: "GW_TRUST_VALUE",
        message: `trust: expected an object with points, thresholds, and parameters, got ${got}.`,
      },
    ]);
    expect(checkTrustSettings({ ...trustDefaults, thresholds: input })).toEqual([
      {
        field: "trust.thresholds",
        code: "GW_TRUST_VALUE",
        message: `trust.thresholds: expected an object with review and decline, got ${got}.`,
      },
    ]);
  });

  it("reports everything at once", () => {
    const fields = checked({
      points: { "same-phone": 101 },
      thresholds: { decline: 0 },
      parameters: { averageFactor: 1 },
    }).map(({ field }) => field);
    expect(fields).toEqual([
      "trust.points.same-phone",
      "trust.thresholds.decline",
      "trust.parameters.averageFactor",
    ]);
  });
});
