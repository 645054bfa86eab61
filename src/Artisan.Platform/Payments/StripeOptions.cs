using Microsoft.Extensions.Options;

namespace Artisan.Platform.Payments;

/// <summary>Stripe as the system of record for money; section <c>Stripe</c>. Without a secret key Artisan bills by itself.</summary>
public sealed class StripeOptions
{
    /// <summary>The secret or restricted API key, also read from <c>STRIPE_SECRET_KEY</c>. Default none: Stripe is off.</summary>
    public string? SecretKey { get; set; }

    /// <summary>The signing secrets of the webhook endpoint, also <c>STRIPE_WEBHOOK_SECRET</c>; two while one is being rolled. At least one with a secret key; default none.</summary>
    public IList<string> WebhookSecrets { get; set; } = [];

    /// <summary>Where Stripe answers: an https address, or one on loopback in tests. Default <c>https://api.stripe.com/</c>.</summary>
    public Uri ApiBase { get; set; } = new("https://api.stripe.com/");

    /// <summary>In test mode: the test clock by which new customers live, so that months can be walked through with a real test account. Default none.</summary>
    public string? TestClock { get; set; }

    /// <summary>Whether Stripe is set up.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(SecretKey);
}

/// <summary>Stops the start where Stripe could not work, and says in a sentence what is wrong; no secret is ever quoted.</summary>
internal sealed class StripeOptionsCheck : IValidateOptions<StripeOptions>
{
    public ValidateOptionsResult Validate(string? name, StripeOptions options) => options switch
    {
        { IsOn: false } => ValidateOptionsResult.Success,
        { SecretKey: var key } when !IsKey(key!, "sk_") && !IsKey(key!, "rk_") =>
            ValidateOptionsResult.Fail("Stripe:SecretKey is not a secret key of Stripe; such keys begin with sk_live_, sk_test_, rk_live_ or rk_test_."),
        { TestClock.Length: > 0, SecretKey: var key } when !key!.Contains("_test_", StringComparison.Ordinal) => ValidateOptionsResult.Fail("Stripe:TestClock is for test mode; remove it, or use a key of test mode."),
        { WebhookSecrets.Count: 0 } => ValidateOptionsResult.Fail("Stripe:SecretKey is set, so Stripe:WebhookSecrets must hold the signing secret of the webhook endpoint (whsec_…)."),
        { WebhookSecrets.Count: > 5 } => ValidateOptionsResult.Fail("Stripe:WebhookSecrets holds more than five secrets; two are enough while one is being rolled."),
        _ when options.WebhookSecrets.Any(s => !IsKey(s, "whsec_")) => ValidateOptionsResult.Fail("Stripe:WebhookSecrets holds a text that is not a signing secret of Stripe; such secrets begin with whsec_."),
        _ when !options.ApiBase.IsAbsoluteUri || !(options.ApiBase.Scheme == "https" || options.ApiBase is { Scheme: "http", IsLoopback: true }) =>
            ValidateOptionsResult.Fail("Stripe:ApiBase must be an https address; plain http is only for this machine itself."),
        _ => ValidateOptionsResult.Success,
    };

    // A placeholder such as sk_test_... is shorter than any key.
    private static bool IsKey(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) && text.Length >= prefix.Length + 12 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '/' or '=');
}
