/** Names of people and of channels that ten comments or more of the table hold, found by eye in its word list: no vocabulary may hold one. */
export const NAMES: ReadonlySet<string> = new Set(
  (
    'abi abian adam alan alana alex alfiora ali andrew biden brian chadwick chandler chris dan daniel david donald ' +
    'elon eric gary george gibi gordon greg hank hans harry hrithik james jane jesus jimmy joe john joonie karl kelly ' +
    'ken kevin khan kissxuno leon levy linda linus lisa luke magnus mario matt megan michael mike mosh mrbeast musk ' +
    'nick nikhil peter pragg richard ryan sam scott smith steve ted thomas tina trump vedha vijay vik vikram yoongi ' +
    'zach'
  ).split(' '),
);
