/** A product's illustration. The name beside it says what it is, so it has no text of its own. */
export function Picture({ handle, small = false }: { handle: string | null | undefined; small?: boolean }) {
  return (
    // biome-ignore lint/performance/noImgElement: vector drawings, nothing to resize
    <img
      className={small ? "picture picture-small" : "picture"}
      src={`/products/${handle ?? "parcel"}.svg`}
      alt=""
      width={small ? 96 : 800}
      height={small ? 96 : 800}
    />
  );
}
