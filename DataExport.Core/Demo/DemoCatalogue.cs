using DataExport.Core.Events;

namespace DataExport.Core.Demo;

/// <summary>What happens at the demo's organization: a shop with a web front, an API for the checkout, and an app.</summary>
internal static class DemoCatalogue
{
    /// <summary>The faults of all projects.</summary>
    public static readonly IReadOnlyList<DemoFault> Faults =
    [
        new("storefront", 30, EventLevel.Error, "TypeError", "Cannot read properties of undefined (reading 'price')", "browser", "/products/:slug", "PriceTag(src/components/PriceTag.tsx)"),
        new("storefront", 22, EventLevel.Error, "ChunkLoadError", "Loading chunk {number} failed.\n(missing: https://shop.example.com/static/chunk-{hex}.js)", "browser", "/", "__webpack_require__.f.j(runtime)"),
        new("storefront", 14, EventLevel.Warning, null, "Slow image: \"{product}\" took {number} ms, budget is 2500 ms", "performance", "/products/:slug", "ImageBudget.report(src/perf.ts)"),
        new("storefront", 9, EventLevel.Error, "AbortError", "The user aborted a request.", "browser", "/search", "SearchBox.query(src/search/SearchBox.tsx)"),
        new("storefront", 7, EventLevel.Info, null, "Coupon 🎉 {hex} applied, basket total now {money} €", "basket", "/basket", "Basket.apply(src/basket.ts)"),
        new("storefront", 4, EventLevel.Error, "SyntaxError", "Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON", "browser", "/account/orders", "parseOrders(src/account/orders.ts)"),
        new("checkout-api", 26, EventLevel.Error, "TimeoutError", "Payment provider did not answer within {number} ms", "payments.gateway", "POST /v2/payments", "payments.gateway in authorize"),
        new("checkout-api", 18, EventLevel.Warning, null, "Retrying webhook delivery {number} of 5, endpoint said: 503, \"Service Unavailable\"", "webhooks", "deliver_webhook", "webhooks.tasks in deliver"),
        new("checkout-api", 15, EventLevel.Error, "IntegrityError", "duplicate key value violates unique constraint \"orders_number_key\"\nDETAIL:  Key (number)=({number}) already exists.", "orders.models", "POST /v2/orders", "orders.models in create"),
        new("checkout-api", 10, EventLevel.Error, "ValidationError", "{'postcode': ['“{product}” is not a valid postcode.'], 'city': ['This field is required.']}", "orders.api", "POST /v2/addresses", "orders.api in clean_address"),
        new("checkout-api", 5, EventLevel.Fatal, "OperationalError", "FATAL: remaining connection slots are reserved for superusers", "db.pool", "GET /v2/basket", "db.pool in acquire"),
        new("checkout-api", 8, EventLevel.Info, null, "Refund of {money} EUR issued, reason: \"item arrived damaged, customer sent photos\"", "refunds", "POST /v2/refunds", "refunds.service in issue"),
        new("checkout-api", 6, EventLevel.Debug, null, "=SUM(lines) differs from total by {money}; using total", "orders.totals", "POST /v2/orders", "orders.totals in reconcile"),
        new("mobile-app", 16, EventLevel.Fatal, "EXC_BAD_ACCESS", "Attempted to dereference garbage pointer at 0x{hex}.", "crash", "ProductViewController", "ProductImageView.layoutSubviews"),
        new("mobile-app", 14, EventLevel.Error, "NSURLErrorDomain", "Code=-1009 \"The Internet connection appears to be offline.\"", "network", "CheckoutViewController", "APIClient.send(_:)"),
        new("mobile-app", 9, EventLevel.Warning, null, "Low memory: {number} MB free, dropping the image cache 🧹", "memory", "HomeViewController", "ImageCache.didReceiveMemoryWarning"),
        new("mobile-app", 6, EventLevel.Error, "DecodingError", "keyNotFound(\"currency\", path: items[{number}].price)", "network", "BasketViewController", "BasketResponse.init(from:)"),
        new("mobile-app", 4, EventLevel.Info, null, "Push permission: “später fragen” (不再询问), asked {number} times", "push", "OnboardingViewController", "PushPermission.ask"),
    ];

    /// <summary>Products, with all that makes text awkward.</summary>
    public static readonly IReadOnlyList<string> Products =
    [
        "Oak table, 180 cm", "The \"good\" chair", "Lamp Ø 30", "Crème brûlée set", "Rug 2×3 m", "T-shirt, size M", "Mug 😀", "枕カバー", "Shelf; 4 boards", "-10 % voucher",
    ];

    /// <summary>Browsers of the shop's visitors.</summary>
    public static readonly IReadOnlyList<string> Browsers = ["Chrome 142.0", "Safari 26.1", "Firefox 145.0", "Edge 142.0", "Samsung Internet 29.0"];

    /// <summary>Regions that servers run in.</summary>
    public static readonly IReadOnlyList<string> Regions = ["eu-central-1", "us-east-1", "ap-southeast-2"];

    /// <summary>Phones.</summary>
    public static readonly IReadOnlyList<string> Devices = ["iPhone17,1", "iPhone15,4", "iPhone14,5", "iPad16,3"];

    /// <summary>The plan that a customer has.</summary>
    public static readonly IReadOnlyList<string> Plans = ["free", "plus", "family", "business"];

    /// <summary>Given names.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["ada", "björn", "chloé", "dmitri", "emeka", "fatima", "giulia", "hiro", "ines", "jonas", "kofi", "lena", "mateo", "nadia", "olga", "priya"];
}
