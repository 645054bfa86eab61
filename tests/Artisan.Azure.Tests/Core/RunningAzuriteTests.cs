using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Artisan.Azure.Tables;
using Artisan.LocalHost;

namespace Artisan.Azure.Tests.Core;

public sealed class RunningAzuriteTests
{
    [Fact]
    public async Task What_was_acknowledged_survives_a_stop_and_a_start_on_the_same_folder()
    {
        var folder = Directory.CreateTempSubdirectory("artisan-azurite-");
        try
        {
            int process;
            await using (var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Folder = folder.FullName }))
            {
                var table = StorageClients.Create(azurite.ConnectionString).Tables.GetTableClient("kept");
                await table.CreateIfNotExistsAsync();
                await table.AddEntityAsync(new TableEntity("p", "r") { ["Value"] = "kept" });
                process = azurite.ProcessId;
            }
            Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));

            await using var again = await AzuriteProcess.StartAsync(new AzuriteOptions { Folder = folder.FullName });
            var read = await StorageClients.Create(again.ConnectionString).Tables.GetTableClient("kept").GetEntityAsync("p", "r");
            Assert.Equal("kept", read.Value.GetString("Value"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_the_failure()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => AzuriteProcess.StartAsync(new AzuriteOptions { TablePort = port }));

        Assert.Contains($"{port}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fixed_ports_are_those_of_the_emulator_s_short_connection_string()
    {
        var options = AzuriteOptions.OnDisk("data");
        Assert.Equal((10000, 10001, 10002, "data"), (options.BlobPort, options.QueuePort, options.TablePort, options.Folder));
    }
}
