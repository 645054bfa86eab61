using System.Collections.Concurrent;
using Artisan.Azure.Queues;
using Artisan.Testing;
using Azure.Core;
using Microsoft.Extensions.Configuration;

namespace Artisan.Azure.Tests.Core;

public sealed class OpeningAnAccountTests
{
    [Fact]
    public void The_emulator_s_short_connection_string_means_its_usual_ports()
    {
        var clients = StorageClients.Create("UseDevelopmentStorage=true");
        Assert.Equal(new Uri("http://127.0.0.1:10000/devstoreaccount1"), clients.Blobs.Uri);
        Assert.Equal(new Uri("http://127.0.0.1:10001/devstoreaccount1"), clients.Queues.Uri);
        Assert.Equal(new Uri("http://127.0.0.1:10002/devstoreaccount1"), clients.Tables.Uri);
    }

    [Fact]
    public void A_connection_string_gives_the_addresses_of_its_account_or_those_it_names()
    {
        var clients = StorageClients.Create("DefaultEndpointsProtocol=https;AccountName=acc;AccountKey=a2V5PT0=;EndpointSuffix=core.chinacloudapi.cn;TableEndpoint=https://tables.example/acc");
        Assert.Equal(new Uri("https://acc.queue.core.chinacloudapi.cn"), clients.Queues.Uri);
        Assert.Equal(new Uri("https://tables.example/acc"), clients.Tables.Uri);
        Assert.Contains("AccountKey", Assert.Throws<ArgumentException>(() => StorageClients.Create("AccountName=acc")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_functions_settings_are_understood_with_key_and_with_identity()
    {
        var byKey = StorageOptions.From(Configuration(("AzureWebJobsStorage", "UseDevelopmentStorage=true")));
        Assert.Equal("UseDevelopmentStorage=true", byKey.ConnectionString);

        var byName = StorageOptions.From(Configuration(("AzureWebJobsStorage:accountName", "acc"), ("AzureWebJobsStorage:credential", "managedidentity"), ("AzureWebJobsStorage:queueServiceUri", "https://queues.example")));
        var clients = StorageClients.Create(byName);
        Assert.Equal(new Uri("https://acc.table.core.windows.net"), clients.Tables.Uri);
        Assert.Equal(new Uri("https://acc.blob.core.windows.net"), clients.Blobs.Uri);
        Assert.Equal(new Uri("https://queues.example"), clients.Queues.Uri);
        Assert.Throws<ArgumentException>(() => StorageClients.Create(new StorageOptions()));
    }

    [Fact]
    public async Task An_identity_sends_its_token_for_storage_and_only_over_tls()
    {
        await using var server = await TlsServer.StartAsync();
        var credential = new FixedCredential();
        var options = new StorageOptions { TableServiceUri = server.Uri, QueueServiceUri = server.Uri, BlobServiceUri = server.Uri };
        var clients = StorageClients.Create(options, credential, o => o.Transport = server.Transport);

        await clients.Tables.GetTableClient("table").DeleteEntityAsync("p", "r");
        await clients.Queues.GetQueueClient("queue").DeleteMessageAsync("id", "receipt");
        await clients.Blobs.GetBlobContainerClient("container").GetBlobClient("blob").DeleteIfExistsAsync();

        Assert.Equal(["DELETE /table(PartitionKey='p',RowKey='r') Bearer the-token", "DELETE /queue/messages/id Bearer the-token", "DELETE /container/blob Bearer the-token"], server.Seen);
        Assert.All(credential.Scopes, scope => Assert.Equal("https://storage.azure.com/.default", scope));

        var plain = new QueueServiceClient(new UriBuilder(server.Uri) { Scheme = "http" }.Uri, credential);
        await Assert.ThrowsAsync<InvalidOperationException>(() => plain.GetQueueClient("queue").ClearMessagesAsync());
    }

    [Fact]
    public async Task A_wrong_key_is_refused_with_the_service_s_code()
    {
        var wrong = AzuriteFixture.ConnectionString.Replace("AccountKey=E", "AccountKey=F", StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<global::Azure.RequestFailedException>(() => StorageClients.Create(wrong).Queues.GetQueueClient("queue").GetPropertiesAsync());
        Assert.Equal((403, "AuthenticationFailed"), (refused.Status, refused.ErrorCode));
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private sealed class FixedCredential : TokenCredential
    {
        public ConcurrentQueue<string> Scopes { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.Enqueue(requestContext.Scopes.Single());
            return new AccessToken("the-token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
