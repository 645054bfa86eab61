using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Mail;
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
