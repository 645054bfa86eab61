using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
using Artisan.Platform.Outbound;
using Artisan.Platform.Payments;
using Artisan.Platform.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Artisan.Platform.Tests;

public sealed class StartingWithBadSettingsTests
{
    [Theory]
    [InlineData("Production", "Mail:Mode is DevOutbox")]
    [InlineData("Development", "Mail:ApiKey must hold", "Mail:Mode=SendGrid")]
    [InlineData("Production", "Mail:From must hold", "Mail:Mode=SendGrid", "Mail:ApiKey=SG.x")]
    [InlineData("Production", "From field is not a valid e-mail", "Mail:Mode=SendGrid", "Mail:ApiKey=SG.x", "Mail:From=nobody")]
    public void Mail_that_could_not_leave_stops_the_start_with_a_sentence(string environment, string sentence, params string[] settings) => Stops<MailOptions>(environment, sentence, settings);

    [Theory]
    [InlineData("Production", "Keys:Mode is Local")]
    [InlineData("Production", "Keys:VaultUri must be the https address", "Keys:Mode=KeyVault")]
    [InlineData("Production", "Keys:VaultUri must be the https address", "Keys:Mode=KeyVault", "Keys:VaultUri=http://vault.example.com")]
    public void Keys_that_would_not_be_safe_stop_the_start_with_a_sentence(string environment, string sentence, params string[] settings) => Stops<KeyOptions>(environment, sentence, settings);

    [Theory]
    [InlineData("Production", "ReceiptSigning:Mode is Local")]
    [InlineData("Production", "ReceiptSigning:VaultUri must be the https address", "ReceiptSigning:Mode=KeyVault")]
    [InlineData("Development", "KeyName", "ReceiptSigning:KeyName=with blank")]
    public void A_signing_key_that_could_not_be_used_stops_the_start_with_a_sentence(string environment, string sentence, params string[] settings) => Stops<ReceiptSigningOptions>(environment, sentence, settings);

    [Theory]
    [InlineData("Stripe:SecretKey is not a secret key", "Stripe:SecretKey=pk_test_0123456789abcdef")]
    [InlineData("Stripe:SecretKey is not a secret key", "STRIPE_SECRET_KEY=sk_test_...")]
    [InlineData("Stripe:WebhookSecrets must hold", "Stripe:SecretKey=sk_test_0123456789abcdef")]
    [InlineData("holds a text that is not a signing secret", "Stripe:SecretKey=rk_live_0123456789abcdef", "STRIPE_WEBHOOK_SECRET=secret")]
    [InlineData("Stripe:ApiBase must be an https address", "Stripe:SecretKey=sk_test_0123456789abcdef", "STRIPE_WEBHOOK_SECRET=whsec_0123456789abcdef", "Stripe:ApiBase=http://stripe.example.com/")]
    [InlineData("Stripe:TestClock is for test mode", "Stripe:SecretKey=rk_live_0123456789abcdef", "STRIPE_WEBHOOK_SECRET=whsec_0123456789abcdef", "Stripe:TestClock=clock_1")]
    public void A_payment_provider_that_could_not_work_stops_the_start_with_a_sentence(string sentence, params string[] settings) => Stops<StripeOptions>("Production", sentence, settings);

    [Fact]
    public void A_payment_provider_is_set_up_under_the_names_of_its_own_tools_too()
    {
        var options = Services("Production", "STRIPE_SECRET_KEY=sk_test_0123456789abcdef", "STRIPE_WEBHOOK_SECRET=whsec_0123456789abcdef").GetRequiredService<IOptions<StripeOptions>>().Value;
        Assert.True(options.IsOn);
        Assert.Equal(["whsec_0123456789abcdef"], options.WebhookSecrets);
    }

    [Fact]
    public void Private_addresses_are_reachable_only_from_a_developers_machine() => Stops<OutboundOptions>("Production", "Outbound:AllowPrivate is for a developer's machine", "Outbound:AllowPrivate=true");

    [Fact]
    public void A_missing_public_address_stops_the_start() => Stops<ApiOptions>("Development", "PublicUrl");

    [Fact]
    public void Good_settings_start_in_production()
    {
        var services = Services("Production", "Mail:Mode=SendGrid", "Mail:ApiKey=SG.x", "Mail:From=no-reply@example.com", "Keys:Mode=KeyVault", "Keys:VaultUri=https://v.vault.example/", "Api:PublicUrl=https://app.example.com",
            "ReceiptSigning:Mode=KeyVault", "ReceiptSigning:VaultUri=https://v.vault.example/");
        Assert.Equal(MailMode.SendGrid, services.GetRequiredService<IOptions<MailOptions>>().Value.Mode);
        Assert.Equal("artisan-wrap", services.GetRequiredService<IOptions<KeyOptions>>().Value.WrapKeyName);
        Assert.Equal("artisan-receipts", services.GetRequiredService<IOptions<ReceiptSigningOptions>>().Value.KeyName);
        Assert.IsType<VaultKeyRing>(services.GetRequiredService<IKeyRing>());
        Assert.IsType<VaultReceiptSigner>(services.GetRequiredService<IReceiptSigner>());
    }

    private static void Stops<TOptions>(string environment, string sentence, params string[] settings)
        where TOptions : class
    {
        var failed = Assert.Throws<OptionsValidationException>(() => Services(environment, settings).GetRequiredService<IOptions<TOptions>>().Value);
        Assert.Contains(failed.Failures, f => f.Contains(sentence, StringComparison.Ordinal));
    }

    private static ServiceProvider Services(string environment, params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" })
            .AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0], (string?)s[1]))).Build();
        var host = new HostingEnvironment { EnvironmentName = environment };
        return new ServiceCollection().AddLogging().AddSingleton<IHostEnvironment>(host).AddSingleton<IConfiguration>(configuration).AddPlatform(configuration, host).BuildServiceProvider();
    }
}
