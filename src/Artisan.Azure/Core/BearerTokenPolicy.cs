using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure;

internal static class BearerTokenPolicy
{
    private const string Scope = "https://storage.azure.com/.default";

    /// <summary>Asks for a token of Azure Storage and renews it before it ends; https only.</summary>
    public static HttpPipelinePolicy For(TokenCredential credential) => new BearerTokenAuthenticationPolicy(credential, Scope);
}
