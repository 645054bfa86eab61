using Artisan.Azure.Tables;
using Artisan.Testing;
using Azure.Core.Pipeline;

namespace Artisan.Azure.Tests.Tables;

/// <summary>A table of its own for each test.</summary>
public abstract class TableScenario : IAsyncLifetime
{
    protected string TableName { get; } = AzuriteFixture.NewName();
    protected string Partition { get; } = AzuriteFixture.NewName("p");
    protected TableClient Table => Through();

    protected TableClient Through(params HttpPipelinePolicy[] policies) => AzuriteFixture.CreateClients(policies).Tables.GetTableClient(TableName);

    public async Task InitializeAsync() => await Table.CreateIfNotExistsAsync();

    public async Task DisposeAsync() => await Table.DeleteAsync();

    protected TableEntity Row(string rowKey, object? value = null) => new(Partition, rowKey) { ["Value"] = value ?? "v" };
}
