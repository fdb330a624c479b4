import { Box } from "@strapi/design-system";
import { useEffect, useRef, useState } from "react";

interface PreviewFrameProps {
  readonly title: string;
  /** A whole document without script. */
  readonly document: string;
  /** CSS pixels the document is laid out in; it is scaled down to the space there is. */
  readonly width: number;
}

/**
 * A document as the shopper's browser lays it out. The frame runs no script; it keeps its origin only so that
 * its height can be read.
 */
export function PreviewFrame({ title, document, width }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [space, setSpace] = useState(width);
  const [height, setHeight] = useState(320);

  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setSpace(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  function watchHeight() {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    const measure = () => setHeight(Math.ceil(body.getBoundingClientRect().height));
    measure();
    // The document is thrown away with its observer at the next change. "Edit message" opens inside it.
    new ResizeObserver(measure).observe(body);
  }

  const scale = Math.min(1, space / width);
  return (
    <Box
      ref={box}
      width="100%"
      height={`${height * scale}px`}
      overflow="hidden"
      hasRadius
      borderColor="neutral150"
    >
      <iframe
        ref={frame}
        title={title}
        sandbox="allow-same-origin"
        srcDoc={document}
        onLoad={watchHeight}
        style={{
          border: 0,
          width: scale < 1 ? width : "100%",
          height,
          transform: `scale(${scale})`,
          transformOrigin: "0 0",
        }}
      />
    </Box>
  );
}
