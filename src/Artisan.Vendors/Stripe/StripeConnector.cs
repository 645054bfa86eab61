using Artisan.Platform.Connections;
using Artisan.Platform.Sources;

namespace Artisan.Vendors.Stripe;

/// <summary>A workspace's own Stripe account, with the key that the data source takes.</summary>
internal sealed class StripeConnector(StripeSource source) : IKeyConnector
{
    public string Provider => "stripe";

    public string Name => source.Name;

    public string Purpose => "Your payments can be measured; it is never the account that you are billed through.";

    public IReadOnlyList<SourceCredential> Credentials => source.Credentials;

    public Task<string> TestAsync(SourceCredentials credentials, CancellationToken ct) => source.TestAsync(credentials, ct);
}
