using Artisan.Platform.SigningIn;
using Artisan.Platform.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Artisan.Vendors.OpenId;

internal static class OpenIdModule
{
    public static void AddOpenId(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OAuthOptions>().BindConfiguration("OAuth").ValidateDataAnnotations().ValidateOnStart();
        services.AddHttpClient(OpenIdProvider.ClientName, client =>
        {
            client.Timeout = TimeSpan.FromSeconds(15);
            client.MaxResponseContentBufferSize = 1 << 20;
        }).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
        if (configuration["OAuth:GoogleClientId"] is { Length: > 0 }) Add(services, o => new OpenIdClient("google", o.GoogleAuthority, o.GoogleClientId!, o.GoogleClientSecret ?? "", GoogleClaims.Read));
        if (configuration["OAuth:MicrosoftClientId"] is { Length: > 0 }) Add(services, o => new OpenIdClient("microsoft", o.MicrosoftAuthority, o.MicrosoftClientId!, o.MicrosoftClientSecret ?? "", MicrosoftClaims.Read));
    }

    private static void Add(IServiceCollection services, Func<OAuthOptions, OpenIdClient> client) => services.AddSingleton<IIdentityProvider>(s =>
        new OpenIdProvider(client(s.GetRequiredService<IOptions<OAuthOptions>>().Value), s.GetRequiredService<IHttpClientFactory>(), s.GetRequiredService<SystemClock>()));
}
