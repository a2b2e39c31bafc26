// Sends what SentryNodeTests looks for, with the unmodified SDK: node send.mjs DSN COUNT
// Prints the ids of the events as one line of JSON.
import * as Sentry from "@sentry/node";

const [dsn, count] = [process.argv[2], Number(process.argv[3])];

Sentry.init({ dsn, release: "shop@1.2.3", environment: "staging", dist: "7", serverName: "web-1", maxBreadcrumbs: 5 });

// The SDK keeps at most 64 requests waiting and drops the rest, so now and then it is waited for.
const flush = async () => {
  if (!(await Sentry.flush(30_000))) throw new Error("The SDK could not send all in 30 seconds.");
};

function addToCart(article) {
  throw new TypeError(`article ${article} is not for sale`);
}

const sent = {};

Sentry.startSession();

await Sentry.withScope(async scope => {
  scope.setUser({ id: "42", email: "ada@example.com", username: "ada", ip_address: "203.0.113.9", plan: "pro" });
  scope.setTags({ region: "eu-west", "checkout.step": "2", ratio: 0.25, big: "9007199254740993" });
  scope.setContext("basket", { items: 3, total: 59.9, coupon: null, nested: { deep: { deeper: "yes" } } });
  scope.setExtra("tried", ["a", "b"]);
  scope.setTransactionName("/cart");
  scope.setLevel("fatal");
  scope.addBreadcrumb({ category: "ui.click", message: "Buy 🛒", level: "info", data: { button: "buy" } });
  scope.addAttachment({ filename: "log.txt", data: "line 1\nline 2\n" });
  try {
    addToCart(5);
  } catch (error) {
    sent.exception = Sentry.captureException(error);
  }
});

try {
  try {
    throw new RangeError("quantity -1");
  } catch (error) {
    throw new Error("order failed", { cause: error });
  }
} catch (error) {
  sent.caused = Sentry.captureException(error);
}

sent.message = Sentry.captureMessage("Grüße, \"日本\"\nzweite Zeile\t\u0000\ud800!", "warning");
sent.template = Sentry.captureMessage(Sentry.parameterize`user ${"ada"} left after ${15} s`);
sent.template2 = Sentry.captureMessage(Sentry.parameterize`user ${"bob"} left after ${16} s`);
sent.fingerprint = Sentry.captureEvent({ message: "one of a kind", fingerprint: ["{{ default }}", "mine"], logger: "shop.orders", timestamp: 1795262400.25 });
sent.fingerprint2 = Sentry.captureEvent({ message: "one of a kind", fingerprint: ["mine"] });
await flush();

sent.bulk = [];
for (let number = 0; number < count; number++) {
  sent.bulk.push(Sentry.captureEvent({ message: `bulk ${number}`, level: "info", tags: { number: `n${number}` }, extra: { square: number * number } }));
  if (number % 50 === 49) await flush();
}

Sentry.endSession();
await flush();
console.log(JSON.stringify(sent));
