import { useEffect, useState } from "preact/hooks";

const asked = () => matchMedia("(prefers-color-scheme: dark)");

/* Does the reader's system ask for dark pages? */
export function useDark(): boolean {
  const [dark, setDark] = useState(() => asked().matches);
  useEffect(() => {
    const media = asked();
    const take = () => setDark(media.matches);
    media.addEventListener("change", take);
    return () => media.removeEventListener("change", take);
  }, []);
  return dark;
}
