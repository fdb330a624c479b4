import { useEffect, useRef, useState } from "react";

interface PreviewFrameProps {
  readonly title: string;
  /** A whole HTML page without script. */
  readonly page: string;
  /** CSS pixels the page is laid out in; it is made smaller where there is less room. */
  readonly width: number;
}

/** A page as the shopper's browser lays it out. Nothing runs in it; its origin is kept so that it can be measured. */
export function PreviewFrame({ title, page, width }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [room, setRoom] = useState(width);
  const [height, setHeight] = useState(320);

  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setRoom(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  const measure = () => {
    const body = frame.current?.contentDocument?.body;
    if (!body) return;
    const read = () => setHeight(Math.ceil(body.getBoundingClientRect().height));
    read();
    // The page goes away with its observer at the next change; "Edit message" opens inside it.
    new ResizeObserver(read).observe(body);
  };

  const scale = Math.min(1, room / width);
  return (
    <div
      ref={box}
      className="w-full overflow-hidden rounded-lg border border-ui-border-base"
      style={{ height: height * scale }}
    >
      <iframe
        ref={frame}
        title={title}
        sandbox="allow-same-origin"
        srcDoc={page}
        onLoad={measure}
        className="border-0"
        style={{
          width: scale < 1 ? width : "100%",
          height,
          transform: `scale(${scale})`,
          transformOrigin: "0 0",
        }}
      />
    </div>
  );
}
