using Artisan.Platform.Http;

namespace Artisan.Platform.Signing;

/// <summary>Asks for the key that signs; nothing is signed.</summary>
internal sealed class SigningProbe(IReceiptSigner signer) : IHealthProbe
{
    public string Service => "signing";

    public Task CheckAsync(CancellationToken ct) => signer.CurrentAsync(ct);
}
