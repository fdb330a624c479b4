import { clickIdsOf, otherChannels, subIdsOf } from "./click-fields";

const long = (length: number) => "x".repeat(length);

describe("sub-IDs of a link", () => {
  it("are the five, whatever else is there", () => {
    const five = { s1: "whatsapp", s2: "A_b", s3: "3.0", s4: "-", s5: "z" };
    expect(subIdsOf({ ...five, s0: "no", s6: "no", S1: "no", ref: "no" })).toEqual(five);
    expect(subIdsOf({})).toEqual({});
  });

  it("are left out alone when one is unreadable", () => {
    expect(subIdsOf({ s1: "", s2: "a b", s3: "a\n", s4: "ä", s5: "ok" })).toEqual({ s5: "ok" });
    expect(subIdsOf({ s1: long(64), s2: long(65), s3: undefined, s4: ["a"], s5: 5 })).toEqual({
      s1: long(64),
    });
    expect(subIdsOf({ s1: "\nx", s2: "<x", s3: "x>" })).toEqual({});
  });

  it("are never the name of all channels that are counted together", () => {
    expect(subIdsOf({ s1: otherChannels })).toEqual({});
  });
});

describe("click ids of a link", () => {
  it("are those the program preserves", () => {
    const query = { gclid: "Cj0K-_~.:9", click_id: "1", fbclid: "f" };
    expect(clickIdsOf(query, ["gclid", "click_id", "msclkid"])).toEqual({
      gclid: "Cj0K-_~.:9",
      click_id: "1",
    });
    expect(clickIdsOf(query, [])).toEqual({});
  });

  it("are left out when they are unreadable or too long", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const query = { a: long(256), b: long(257), c: "", d: "x y", e: ["x"], f: "x\n" };
    expect(clickIdsOf(query, names)).toEqual({ a: long(256) });
    expect(clickIdsOf({ a: "/x", b: "x/" }, names)).toEqual({});
  });

  it("never replace what the link sets itself, nor take what is no name", () => {
    const names = [
      "ref",
      "REF",
      "s1",
      "S5",
      "1x",
      "x y",
      "a?",
      `${"n".repeat(33)}`,
      "",
      "constructor",
      "__proto__",
    ];
    const query = Object.fromEntries(names.map((name) => [name, "evil"]));
    expect(clickIdsOf(query, names)).toEqual({ constructor: "evil" });
    expect(clickIdsOf({}, ["constructor", "toString"])).toEqual({});
    expect(clickIdsOf({ ["n".repeat(32)]: "ok", Xy: "ok" }, ["n".repeat(32), "Xy"])).toEqual({
      ["n".repeat(32)]: "ok",
      Xy: "ok",
    });
  });

  it("are ten at most", () => {
    const names = Array.from({ length: 11 }, (_, n) => `c${n}`);
    const query = Object.fromEntries(names.map((name) => [name, "1"]));
    expect(Object.keys(clickIdsOf(query, names))).toEqual(names.slice(0, 10));
    // Those that are not there do not count.
    expect(Object.keys(clickIdsOf(query, ["other", ...names]))).toEqual(names.slice(0, 10));
  });
});
