namespace Artisan.Value.Receipts;

/// <summary>Says of a signing key whether the reader may take it for the log's.</summary>
internal static class SignerCheck
{
    public static Check Of(string? kid, KeyChain chain, TrustAnchors trust) => kid switch
    {
        null => Check.Fail(CheckNames.Signer, "No key of the file made the signature."),
        _ when chain.IsTrusted(kid) => Check.Pass(CheckNames.Signer, kid),
        _ when trust.Thumbprints.Count == 0 => new Check(CheckNames.Signer, CheckState.Unauthenticated, $"Signed by {kid}; no key was pinned beforehand."),
        _ => Check.Fail(CheckNames.Signer, $"Signed by {kid}, which is neither a pinned key nor handed on from one. Pinned: {string.Join(", ", trust.Thumbprints.Order(StringComparer.Ordinal))}."),
    };
}
