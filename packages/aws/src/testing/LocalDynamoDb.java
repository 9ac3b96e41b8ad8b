import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** DynamoDB Local on 127.0.0.1 only: its own main listens on every address of the machine. */
class LocalDynamoDb {
  public static void main(String[] args) throws Exception {
    DynamoDBProxyServer dynamodb = ServerRunner.createServerFromCommandLineArgs(args);
    var field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    for (var connector : ((Server) field.get(dynamodb)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
      // Tests with a hundred publishers connect at once; its own queue takes fifty.
      ((ServerConnector) connector).setAcceptQueueSize(1024);
    }
    dynamodb.safeStart();
    dynamodb.join();
  }
}
