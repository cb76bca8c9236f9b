/* Why two names were taken for one, from the resolver's features
 * ("shared_name +0.50: astrid solberg and 3 more"; graph/entities/weights.tsv lists them). */

const WORDS: Record<string, string> = {
  acronym: "one is the other's initials",
  alias: "one is known as another name of the other",
  common_name: "the name is a common one",
  common_surname: "the surname is a common one",
  different_fact: "what is said of them does not agree",
  different_role: "they hold different offices",
  far_in_time: "the articles are far apart in time",
  fuller_name: "one name is the fuller form of the other",
  given_only: "only the given name is the same",
  initial: "one name has initials for the other's words",
  no_context: "the texts around them tell little",
  nickname: "one name is a short form of the other",
  same_article: "one article names both",
  same_name: "the same name",
  same_office: "they hold the same office",
  same_role: "they have the same role",
  same_words: "the names are the same words",
  shared_country: "they are named with the same country",
  shared_fact: "the same is said of them",
  shared_name: "they are named beside the same others",
  shared_neighbour: "they stand to the same others in the same way",
  shared_word: "the texts around them share words",
  short_name: "the name is short",
  single_name: "nothing else has this name",
  spelling: "the names differ only in spelling",
};

/* "the same name (+2.40)" */
export function readReason(reason: string): string {
  const match = /^([a-z_]+) ([+-]\d+(?:\.\d+)?)(?:: (.*))?$/s.exec(reason);
  if (!match) return reason;
  const [, feature, weight, detail] = match;
  const words = WORDS[feature!] ?? feature!.replaceAll("_", " ");
  return `${words}${detail ? `: ${detail}` : ""} (${weight})`;
}
