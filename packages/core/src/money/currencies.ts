/**
 * ISO 4217 codes by the digits of their minor unit; two where a code is not named here. They are written down and
 * not asked of `Intl`: its digits are those of a locale's habit (HUF, COP and IDR 0) and change from one ICU to the
 * next, and minor units once posted must mean the same for good.
 */
const unusualExponents: Readonly<Record<number, string>> = {
  // IRT is no code of ISO's, but shops in Iran count in it; XXX stands for no currency.
  0: "bif clp djf gnf irt isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xof xpf xxx",
  3: "bhd iqd jod kwd lyd omr tnd",
  4: "clf uyw",
};

/** Also those withdrawn since 2010, which old orders and hosts' lists still hold. */
const usualCodes = `
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob bov brl bsd btn bwp byn bzd cad cdf che chf chw
  cny cop cou crc cuc cup cve czk dkk dop dzd eek egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl hrk htg huf
  idr ils inr irr jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl ltl lvl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn mxv
  myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sll sos srd
  ssp stn svc syp szl thb tjs tmt top try ttd twd tzs uah usd usn uyu uzs ved vef ves wst xcd xcg yer zar zmk zmw zwg zwl`;

/** Digits after the decimal point by ISO 4217 code in lower case. A code that is not in it is none. */
export const isoExponents: ReadonlyMap<string, number> = new Map([
  ...usualCodes
    .trim()
    .split(/\s+/)
    .map((code) => [code, 2] as const),
  ...Object.entries(unusualExponents).flatMap(([exponent, codes]) =>
    codes.split(" ").map((code) => [code, Number(exponent)] as const),
  ),
]);
