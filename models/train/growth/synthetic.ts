/** A seed enters; tables of invented videos with known growth leave, in the columns of the real ones. */
import { below, normal, seeded } from '#core/stats/random.ts';

/** The truth: growth from a to b is pace · (100/a - 100/b), the pace .15 on average and the video's own throughout. */
export function syntheticGrowthTable(seed: number, videos: number): string {
  const random = seeded(seed);
  const lines = ['video,author,age_h,plays,likes,comments,shares,saves,followers'];
  for (let v = 0; v < videos; v++) {
    const pace = 0.15 * Math.exp(0.5 * normal(random));
    const end = 3 + 2 * random();
    let age = 50 + 300 * random();
    for (let reading = 2 + below(random, 3); reading > 0; reading--) {
      const plays = Math.round(10 ** (end - pace * (100 / age) + 0.005 * normal(random)));
      const count = (share: number): number => Math.round(plays * share);
      lines.push(
        `video${v},author${v % Math.ceil(videos / 2)},${age.toFixed(1)},${plays},${count(0.1 + pace / 10)},${count(0.01)},${count(0.005)},${count(0.01)},${1000 + 10 * v}`,
      );
      age += 40 + 400 * random();
    }
  }
  return `${lines.join('\n')}\n`;
}

/** As one account's own readings are told: no author, no followers. */
export function syntheticAccountTable(seed: number, videos: number): string {
  return syntheticGrowthTable(seed, videos)
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      const [video, , age, plays, likes, comments, shares] = line.split(',');
      return [
        video,
        i === 0 ? 'hour_utc' : '1600000000',
        age,
        i === 0 ? 'dur_s' : '20',
        plays,
        likes,
        comments,
        shares,
      ].join(',');
    })
    .join('\n');
}
